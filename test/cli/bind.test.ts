import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Checkout } from "../support/checkout.js";

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
});
afterEach(() => {
  checkout[Symbol.dispose]();
});

/** What a deployment of dev would print, made from the shipped sample. */
function outputsOfDev() {
  const { dev } = JSON.parse(checkout.read("bindings/dev.json"));
  return dev as { binding: unknown };
}

describe("akv bind", () => {
  test("stores the outputs of terraform output -json in one form, whatever form they came in", () => {
    const outputs = outputsOfDev();
    checkout.write("outputs.json", JSON.stringify({ binding: { sensitive: false, value: outputs.binding } }));

    const { code, stdout } = checkout.akv(["bind", "dev", "outputs.json"]);

    expect({ code, stdout }).toEqual({ code: 0, stdout: "stored bindings/dev.json: 1 identity. Next: npm start\n" });
    expect(JSON.parse(checkout.read("bindings/dev.json"))).toEqual({ dev: outputs });
  });

  test("reads standard input where the file is a dash", () => {
    const { code } = checkout.akv(["bind", "dev", "-"], JSON.stringify({ dev: outputsOfDev() }));

    expect(code).toBe(0);
  });

  test("fails when the outputs are those of another environment, and stores nothing", () => {
    const before = checkout.read("bindings/dev.json");

    const { code, stderr } = checkout.akv(["bind", "dev", "bindings/classroom.json"]);

    expect(code).toBe(1);
    expect(stderr).toMatchInlineSnapshot(`
      "error the binding of environment "dev" does not fit: it holds "sample", "classroom", but no output "binding" of stack "dev" [match-binding]
        at       bindings/classroom.json
        allowed  the outputs of a deployment of the environment as it is described now
        fix      npx cdktf deploy dev --outputs-file bindings/dev.json
        docs     docs/problems.md#match-binding

      1 problem

      Nothing was stored.
      "
    `);
    expect(checkout.read("bindings/dev.json")).toBe(before);
  });

  test("fails when the outputs are marked as a sample", () => {
    expect(checkout.akv(["bind", "dev", "bindings/dev.json"])).toEqual({
      code: 1,
      stdout: "",
      stderr: "bindings/dev.json is marked as a sample; give the outputs of a deployment. Nothing was stored.\n",
    });
  });

  test("fails when there is no such file", () => {
    const { code, stderr } = checkout.akv(["bind", "dev", "nowhere.json"]);

    expect(code).toBe(1);
    expect(stderr).toMatch(/^could not read "nowhere\.json": ENOENT/);
  });
});
