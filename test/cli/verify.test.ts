import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { healthyFiles, manifests } from "../support/artefacts.js";
import { Checkout } from "../support/checkout.js";

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
});
afterEach(() => {
  checkout[Symbol.dispose]();
});

function write(files: Readonly<Record<string, string>>, folder = "theirs") {
  for (const [file, text] of Object.entries(files)) {
    checkout.write(`${folder}/${file}`, text);
  }
}

const broken = manifests("provider: azure\n", "provider: azurekeyvault\n");

describe("akv verify", () => {
  test("finds nothing that fails in what is committed, and says what it is", () => {
    const { code, stdout, stderr } = checkout.akv(["verify", "--strict", "--today", "2026-11-22"]);

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatchInlineSnapshot();
  });

  test("judges artefacts of a repository that does not use this project", () => {
    write(healthyFiles);

    const { code, stdout } = checkout.akv(["verify", "theirs", "--strict", "--today", "2026-11-22"]);

    expect({ code, stdout }).toMatchInlineSnapshot();
  });

  test("fails when a link is broken, and shows the chain", () => {
    write(broken);

    const { code, stdout } = checkout.akv(["verify", "theirs"]);

    expect({ code, stdout }).toMatchInlineSnapshot();
  });

  test("judges what comes through a pipe, and says what it could not check", () => {
    const { code, stdout } = checkout.akv(["verify", "-", "--format", "json"], healthyFiles["orders.yaml"]);

    const report = JSON.parse(stdout) as { environments: { findings: unknown[]; unchecked: unknown[] }[] };
    expect(code).toBe(0);
    expect(report.environments[0]?.findings).toEqual([]);
    expect(report.environments[0]?.unchecked).not.toEqual([]);
  });

  test("takes exceptions from a file, and writes the report to one", () => {
    write(broken);
    checkout.write(
      "exceptions.yaml",
      'exceptions:\n- {rule: valid-provider-name, target: "*/api-vault", reason: the provider is being renamed}\n',
    );

    const { code, stdout } = checkout.akv([
      "verify",
      "theirs",
      "-x",
      "exceptions.yaml",
      "-f",
      "sarif",
      "-o",
      "akv.sarif",
    ]);

    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(JSON.parse(checkout.read("akv.sarif"))).toMatchObject({ version: "2.1.0" });
  });

  test("needs no description: a broken one does not keep it from judging others' artefacts", () => {
    write(healthyFiles);
    checkout.write("environments/dev.ts", "export default undefinedName;\n");

    expect(checkout.akv(["verify", "theirs"]).code).toBe(0);
  });

  test("could not run when a path is not there", () => {
    expect(checkout.akv(["verify", "nowhere"])).toMatchObject({
      code: 2,
      stderr: 'there is no file or folder "nowhere"\n',
    });
  });

  test("fails when it is asked for a format, an environment or a day that there is not", () => {
    write(healthyFiles);

    expect(checkout.akv(["verify", "theirs", "-f", "xml"])).toMatchObject({
      code: 1,
      stderr: 'there is no format "xml" (there are: text, json, sarif, github, junit)\n',
    });
    expect(checkout.akv(["verify", "-e", "staging"])).toMatchObject({
      code: 1,
      stderr: 'no artefact is of environment "staging"\n',
    });
    expect(checkout.akv(["verify", "--today", "tomorrow"])).toMatchObject({
      code: 1,
      stderr: '--today takes a day as 2027-02-28, not "tomorrow"\n',
    });
  });

  test("leaves templates of a chart out and says so", () => {
    write(healthyFiles);
    checkout.write("theirs/chart/Chart.yaml", "apiVersion: v2\nname: shop\n");
    checkout.write("theirs/chart/templates/a.yaml", "{{ if }}\n");

    const { code, stderr } = checkout.akv(["verify", "theirs"]);

    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        "left out: templates of the chart in theirs/chart: render it with helm template, and give what comes out\n",
    });
  });
});

describe("akv graph", () => {
  test("draws an environment as a page", () => {
    const { code, stdout } = checkout.akv(["graph", "prod"]);

    expect({ code, stdout }).toEqual({ code: 0, stdout: "prod.html: 13 chains\n" });
    expect(checkout.read("prod.html")).toMatch(/^<!doctype html>/i);
  });

  test("prints Mermaid text", () => {
    const { code, stdout } = checkout.akv(["graph", "dev", "--mermaid"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^flowchart LR\n/);
  });

  test("fails when there is no such environment", () => {
    expect(checkout.akv(["graph", "staging"])).toMatchObject({
      code: 1,
      stderr: 'no artefact is of environment "staging"\n',
    });
  });
});
