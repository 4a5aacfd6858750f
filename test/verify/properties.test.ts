import fc from "fast-check";
import { expect, test } from "vitest";
import { validate } from "../../model/index.js";
import { verify } from "../../verify/index.js";
import { arbitraryEnvironment } from "../support/arbitrary-environment.js";
import { TODAY } from "../support/artefacts.js";
import { deployed } from "../support/deployment.js";

test("finds no error in what any valid description comes to", () => {
  fc.assert(
    fc.property(arbitraryEnvironment, (description) => {
      fc.pre(validate([description]).every(({ severity }) => severity !== "error"));

      const sources = Object.entries(deployed(description)).map(([file, content]) => ({ file, content }));
      const { environments } = verify(sources, { today: TODAY });

      const errors = environments.flatMap(({ findings }) => findings).filter(({ severity }) => severity === "error");
      expect(errors).toEqual([]);
    }),
    { seed: 20260829, numRuns: 40 },
  );
});
