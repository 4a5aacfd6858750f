import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Checkout } from "../support/checkout.js";

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
});
afterEach(() => {
  checkout[Symbol.dispose]();
});

/** What a deployment of a team's stack would print, made from the shipped sample. */
function outputsOf(stack: string): string {
  const { [stack]: outputs } = JSON.parse(checkout.read(`bindings/${stack}.json`));
  return JSON.stringify({ [stack]: outputs });
}

describe("an environment with teams", () => {
  test("gets the manifests of the teams that are deployed, and says which are not", () => {
    checkout.remove("bindings/prod-shop.json");
    checkout.write("outputs.json", outputsOf("prod-payments"));
    checkout.akv(["bind", "prod-payments", "outputs.json"]);

    const { code, stdout } = checkout.akv(["synth", "prod"]);

    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "prod  Azure       dist/infra/stacks/prod/ and 2 teams  3 files: 3 unchanged
            Kubernetes  dist/k8s/prod/  3 files: 3 unchanged
            Kubernetes  not written for shop: waiting for the first deployment
            Dashboard   dist/dashboards/prod.json  unchanged
            Argo CD     dist/argocd/applications/prod.yaml  unchanged

      removed
        dist/attach/prod/shop.search.helm.yaml
        dist/attach/prod/shop.search.kustomize.yaml
        dist/k8s/prod/shop.yaml

      next
        prod: npx cdktf deploy prod
          deploy the stack of team shop to get its client ids, then npm start:
          npx cdktf deploy prod-shop --outputs-file bindings/prod-shop.json
          commit dist/, from which Argo CD applies it; once: kubectl apply -f dist/argocd/applications/prod.yaml
      "
    `);
    expect(checkout.files("dist/k8s/prod")).toEqual(["payments.yaml", "zz_guardrails.yaml", "zz_scraping.yaml"]);
  });

  test("asks for nothing but to apply once every team is deployed", () => {
    for (const stack of ["prod-payments", "prod-shop"]) {
      checkout.write("outputs.json", outputsOf(stack));
      checkout.akv(["bind", stack, "outputs.json"]);
    }

    const { stdout } = checkout.akv(["synth", "prod"]);

    expect(stdout.slice(stdout.indexOf("next"))).toBe(
      "next\n  prod: commit dist/, from which Argo CD applies it; once: kubectl apply -f dist/argocd/applications/prod.yaml\n",
    );
  });

  test("fails for the team whose binding is another team's, and writes the others", () => {
    checkout.write("bindings/prod-shop.json", outputsOf("prod-payments").replace("prod-payments", "prod-shop"));

    const { code, stdout } = checkout.akv(["synth", "prod"]);

    expect(code).toBe(1);
    expect(stdout).toContain("Kubernetes  not written for shop: the binding does not fit\n");
    expect(stdout).toContain(
      'error the binding of team "shop" of environment "prod" does not fit: its team is "payments", the description says "shop" [match-binding]\n',
    );
    expect(checkout.files("dist/k8s/prod")).toEqual(["payments.yaml", "zz_guardrails.yaml", "zz_scraping.yaml"]);
  });

  test("keeps the outputs of one team's stack under the stack's name", () => {
    checkout.write("outputs.json", outputsOf("prod-shop"));

    const { code, stdout } = checkout.akv(["bind", "prod-shop", "outputs.json"]);

    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "stored bindings/prod-shop.json: 1 identity. Next: npm start\n",
    });
    expect(JSON.parse(checkout.read("bindings/prod-shop.json"))).toEqual(JSON.parse(outputsOf("prod-shop")));
  });

  test("removes the stack of a team that is gone, and no other environment's", () => {
    checkout.write("environments/prod.ts", checkout.read("environments/prod.ts").replaceAll('team: "payments",', ""));

    const { code } = checkout.akv(["synth"]);

    expect(code).toBe(0);
    expect(checkout.files("dist/infra/stacks")).toEqual([
      "classroom/cdk.tf.json",
      "dev/cdk.tf.json",
      "prod-shop/cdk.tf.json",
      "prod/cdk.tf.json",
    ]);
  });

  test("fails when there is no stack of that name to bind, and offers the nearest", () => {
    expect(checkout.akv(["bind", "prod-shpo", "outputs.json"])).toEqual({
      code: 1,
      stdout: "",
      stderr:
        'there is no stack "prod-shpo"; did you mean "prod-shop"? (there are: dev, classroom, prod, prod-payments, prod-shop)\n',
    });
  });
});

describe("an override", () => {
  test("fails when its resource is not there, and nothing is written", () => {
    checkout.edit(
      "environments/dev.ts",
      "vaults: [vault],",
      'vaults: [vault], overrides: { "azurerm_key_vault.mine": { sku_name: "premium" } },',
    );
    const before = checkout.read("dist/infra/stacks/dev/cdk.tf.json");

    const { code, stdout, stderr } = checkout.akv(["synth"]);

    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatchInlineSnapshot(`
      "error there is no resource "azurerm_key_vault.mine" to override [match-override]
        at       dev › overrides
        allowed  addresses of resources in the environment's cdk.tf.json, as <type>.<name> or data.<type>.<name>
        fix      use "azurerm_key_vault.my-unique-kv-12345"
        docs     docs/problems.md#match-override

      1 problem

      Nothing was written.
      "
    `);
    expect(checkout.read("dist/infra/stacks/dev/cdk.tf.json")).toBe(before);
  });
});
