import { describe, expect, test } from "vitest";
import { validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";

describe("what only JavaScript can hold", () => {
  test.each([
    ["a big number", { replicas: 3n }],
    ["no list", { mounts: { a: 1 } }],
  ])("is reported and does not end the run: %s", (_, props) => {
    const workload = { ...api(), ...props } as unknown as ReturnType<typeof api>;

    expect(validate([healthy({ workloads: [workload] })]).map(({ rule }) => rule)).toEqual(["valid-shape"]);
  });

  test("is reported and does not end the run: an environment that is not there", () => {
    const nothing = [undefined] as unknown as Parameters<typeof validate>[0];

    expect(validate(nothing).map(({ rule }) => rule)).toEqual(["valid-shape"]);
  });
});
