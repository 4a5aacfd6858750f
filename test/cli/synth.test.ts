import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Checkout } from "../support/checkout.js";

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
});
afterEach(() => {
  checkout[Symbol.dispose]();
});

describe("akv synth", () => {
  test("finds nothing to change in what is committed, and says what to do next", () => {
    const { code, stdout, stderr } = checkout.akv(["synth"]);

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "dev        Azure       dist/infra/stacks/dev/cdk.tf.json  unchanged
                 Kubernetes  dist/k8s/dev/  unchanged  (sample binding bindings/dev.json)
      classroom  Azure       dist/infra/stacks/classroom/cdk.tf.json  unchanged
                 Kubernetes  dist/k8s/classroom/  25 files: 25 unchanged  (sample binding bindings/classroom.json)
      prod       Azure       dist/infra/stacks/prod/ and 2 teams  3 files: 3 unchanged
                 Kubernetes  dist/k8s/prod/  4 files: 4 unchanged  (2 sample bindings)
                 Attach      dist/attach/prod/  2 files: 2 unchanged
                 Dashboard   dist/dashboards/prod.json  unchanged
                 Argo CD     dist/argocd/applications/prod.yaml  unchanged

      next
        dev: its client ids are samples; deploy the Azure half to get real ones, then npm start:
          npx cdktf deploy dev --outputs-file bindings/dev.json
        classroom: its client ids are samples; deploy the Azure half to get real ones, then npm start:
          npx cdktf deploy classroom --outputs-file bindings/classroom.json
        prod: npx cdktf deploy prod
          the client ids of team payments are samples; deploy its stack to get real ones, then npm start:
          npx cdktf deploy prod-payments --outputs-file bindings/prod-payments.json
          the client ids of team shop are samples; deploy its stack to get real ones, then npm start:
          npx cdktf deploy prod-shop --outputs-file bindings/prod-shop.json
      "
    `);
  });

  test("writes the same bytes to an empty folder elsewhere", () => {
    const { code } = checkout.akv(["synth", "--out", "elsewhere"]);

    expect(code).toBe(0);
    expect(checkout.files("elsewhere")).toEqual(checkout.files("dist"));
    for (const file of checkout.files("elsewhere")) {
      expect(checkout.read(`elsewhere/${file}`), file).toBe(checkout.read(`dist/${file}`));
    }
  });

  test("writes the Azure half alone for an environment that was never deployed, and no placeholder", () => {
    checkout.remove("bindings/dev.json");

    const { code, stdout } = checkout.akv(["synth", "dev"]);

    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "dev  Azure       dist/infra/stacks/dev/cdk.tf.json  unchanged
           Kubernetes  not written: waiting for the first deployment

      removed
        dist/k8s/dev/default.yaml

      next
        dev: deploy the Azure half to get its client ids, then npm start:
          npx cdktf deploy dev --outputs-file bindings/dev.json
      "
    `);
    expect(checkout.has("dist/k8s/dev")).toBe(false);
    expect(checkout.has("dist/k8s/classroom/student-01.yaml")).toBe(true);
  });

  test("fails when a binding does not fit, writes no manifest for that environment, and serves the others", () => {
    checkout.edit("bindings/dev.json", '"clientId": "b41d7e05-3a8c-4f92-a6d1-0e5c97b8f213"', '"clientId": null');

    const { code, stdout } = checkout.akv(["synth"]);

    expect(code).toBe(1);
    expect(stdout).toContain("Kubernetes  not written: the binding does not fit");
    expect(stdout).toContain(
      'error the binding of environment "dev" does not fit: identities › secret-reader › clientId is null [match-binding]',
    );
    expect(stdout).toContain("fix      npx cdktf deploy dev --outputs-file bindings/dev.json");
    expect(checkout.has("dist/k8s/dev")).toBe(false);
    expect(checkout.has("dist/k8s/classroom/student-25.yaml")).toBe(true);
  });

  test("asks for no deployment where the binding is real, but for the manifests to be applied", () => {
    checkout.edit("bindings/dev.json", '  "sample": true,\n', "");

    const { stdout } = checkout.akv(["synth", "dev"]);

    expect(stdout).toContain("next\n  dev: kubectl apply -f dist/k8s/dev\n");
  });

  test("waits, without an error, when the shipped sample is of other values than the description", () => {
    checkout.edit(
      "environments/dev.ts",
      "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91",
      "4e0b7d92-c615-4f83-a2d9-60f1b8e73c5a",
    );

    const { code, stdout } = checkout.akv(["synth", "dev"]);

    expect(code).toBe(0);
    expect(stdout).toContain("Kubernetes  not written: waiting for the first deployment");
    expect(checkout.has("dist/k8s/dev")).toBe(false);
  });

  test("leaves the files of other environments alone, and those of Argo CD, which are of all of them", () => {
    const before = checkout.files("dist");

    const { code, stdout } = checkout.akv(["synth", "dev"]);

    expect(code).toBe(0);
    expect(stdout).not.toContain("removed");
    expect(checkout.files("dist")).toEqual(before);
  });

  test("asks for a commit where Argo CD applies the manifests", () => {
    for (const stack of ["prod-shop", "prod-payments"]) {
      checkout.edit(`bindings/${stack}.json`, '  "sample": true,\n', "");
    }

    const { stdout } = checkout.akv(["synth", "prod"]);

    expect(stdout).toContain(
      "next\n  prod: commit dist/, from which Argo CD applies it; once: kubectl apply -f dist/argocd/applications/prod.yaml\n",
    );
  });

  test("removes what an environment no longer has for charts, dashboards and Argo CD", () => {
    checkout.write("dist/attach/dev/default.old.helm.yaml", "stale");
    checkout.write("dist/dashboards/dev.json", "stale");
    checkout.write("dist/argocd/applications/dev.yaml", "stale");

    const { stdout } = checkout.akv(["synth", "dev"]);

    expect(stdout).toContain(
      [
        "removed",
        "  dist/argocd/applications/dev.yaml",
        "  dist/attach/dev/default.old.helm.yaml",
        "  dist/dashboards/dev.json",
        "",
      ].join("\n"),
    );
    expect(checkout.has("dist/attach/dev")).toBe(false);
    expect(checkout.has("dist/attach/prod/shop.search.helm.yaml")).toBe(true);
  });

  test("fails when a patch does not fit its manifest, tells where and writes nothing", () => {
    checkout.edit(
      "environments/prod.ts",
      '{ op: "add", path: "/spec/revisionHistoryLimit", value: 3 }',
      '{ op: "replace", path: "/spec/strategy/type", value: "Recreate" }',
    );

    const { code, stdout, stderr } = checkout.akv(["synth", "prod"]);

    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatchInlineSnapshot(`
      "error operation "replace" does not fit Deployment/shop/storefront: there is no field "strategy" at /spec [match-patch]
        at       prod › patches › Deployment/shop/storefront › [0]
        allowed  operations on what the manifest has: add makes one step, replace and remove want it there
        fix      compare the pointer with the manifest in dist/k8s
        docs     docs/problems.md#match-patch

      1 problem

      Nothing was written.
      "
    `);
  });

  test("asks for Azure to be deployed before what needs it is applied", () => {
    checkout.edit("bindings/dev.json", '  "sample": true,\n', "");
    checkout.edit(
      "environments/dev.ts",
      'resourceGroup: "tech-news-rg",',
      'resourceGroup: "tech-news-rg",\n  tags: { team: "news" },',
    );

    const { stdout } = checkout.akv(["synth", "dev"]);

    expect(stdout).toContain(
      "next\n  dev: npx cdktf deploy dev --outputs-file bindings/dev.json\n    kubectl apply -f dist/k8s/dev\n",
    );
  });

  test("writes the same bytes whatever the engines' own variables say", () => {
    const env = { SYNTH_HCL_OUTPUT: "true", CDK8S_DISABLE_SORT: "1" };

    const { code, stdout } = checkout.akv(["synth"], "", env);

    expect(code).toBe(0);
    expect(stdout).not.toMatch(/\b(new|changed)\b/);
  });

  test("removes nothing from a folder of somebody else's, and takes no empty name for one", () => {
    checkout.write("elsewhere/k8s/other/app.yaml", "kept");

    checkout.akv(["synth", "--out", "elsewhere"]);

    expect(checkout.has("elsewhere/k8s/other/app.yaml")).toBe(true);
    expect(checkout.akv(["synth", "--out", ""])).toEqual({
      code: 1,
      stdout: "",
      stderr: "--out names no folder: its value is empty. Nothing was written.\n",
    });
  });

  test("fails when a description has problems, tells all of them and writes nothing", () => {
    checkout.edit("environments/dev.ts", "my-unique-kv-12345", "my_vault");
    checkout.edit("environments/dev.ts", "eastus", "East US");
    checkout.remove("dist/k8s/dev");

    const { code, stdout, stderr } = checkout.akv(["synth"]);

    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatchInlineSnapshot(`
      "error location "East US" is not valid [valid-location]
        at       dev › location
        allowed  lower-case letters and digits, for example "westeurope"
        fix      use the short name: az account list-locations --query "[].name" -o tsv
        docs     docs/problems.md#valid-location

      error vault name "my_vault" is not valid [valid-vault-name]
        at       dev › vaults[0] my_vault › name
        allowed  3 to 24 letters, digits and single dashes, first a letter, last a letter or digit
        fix      rename it, for example "my-vault"
        docs     docs/problems.md#valid-vault-name

      2 problems

      Nothing was written.
      "
    `);
    expect(checkout.has("dist/k8s/dev")).toBe(false);
  });

  test("removes what belonged to an environment that is gone, and leaves Terraform's own files", () => {
    checkout.edit("environments/index.ts", "[dev, classroom, prod]", "[dev]");
    checkout.edit("environments/index.ts", 'import classroom from "./classroom.js";\n', "");
    checkout.write("dist/infra/stacks/dev/.terraform.lock.hcl", "kept");

    const { code } = checkout.akv(["synth"]);

    expect(code).toBe(0);
    expect(checkout.files("dist")).toEqual([
      "infra/stacks/dev/.terraform.lock.hcl",
      "infra/stacks/dev/cdk.tf.json",
      "k8s/dev/default.yaml",
    ]);
  });

  test("fails when there is no environment of that name, and offers the nearest", () => {
    expect(checkout.akv(["synth", "dve"])).toEqual({
      code: 1,
      stdout: "",
      stderr: 'there is no environment "dve"; did you mean "dev"? (there are: dev, classroom, prod)\n',
    });
  });

  test("points at the line of a description that cannot be read", () => {
    checkout.edit("environments/dev.ts", 'name: "dev",', "name: undefinedName.dev,");

    const { code, stderr } = checkout.akv(["synth"]);

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `error ReferenceError: undefinedName is not defined
  at       environments/dev.ts:12:9

Nothing was written.
`,
    });
  });
});

test("akv --help teaches the way from a description to a pod", () => {
  const { code, stdout } = checkout.akv(["--help"]);

  expect(code).toBe(0);
  for (const step of [
    "environments/dev.ts",
    "npm start",
    "npx cdktf deploy dev --outputs-file bindings/dev.json",
    "kubectl apply -f dist/k8s/dev",
  ]) {
    expect(stdout).toContain(step);
  }
});
