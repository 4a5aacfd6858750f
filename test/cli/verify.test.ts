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
    expect(stdout).toMatchInlineSnapshot(`
      "classroom  100 manifests, 32 resources, 50 files and 25 variables in 25 containers
        all 725 links of 75 chains hold

      excepted Pod student-01/pod-keyvault container app sets "DB_PASSWORD" from the Secret
        "db-secrets-k8s", which rotates, and nothing restarts it (and 24 more like it) [no-stale-variable]
        at       dist/k8s/classroom/student-01.yaml:61  Pod student-01/pod-keyvault container app env
                 DB_PASSWORD
        at       dist/k8s/classroom/student-02.yaml:61  Pod student-02/pod-keyvault container app env
                 DB_PASSWORD
        at       dist/k8s/classroom/student-03.yaml:61  Pod student-03/pod-keyvault container app env
                 DB_PASSWORD
                 and 22 more places
        reason   Part of the exercise: students change the secret, see the variable stay as it was, and
                 make the pod anew.

      note the outputs of classroom are sample values: nothing was deployed with them [no-sample-outputs]
        at       bindings/classroom.json:2  outputs of classroom  sample
        fix      after the first deployment write the file from its outputs

      dev  3 manifests, 7 resources, 1 file in 1 container
        all 9 links of 1 chain hold

      note the outputs of dev are sample values: nothing was deployed with them [no-sample-outputs]
        at       bindings/dev.json:2  outputs of dev  sample
        fix      after the first deployment write the file from its outputs

      prod  36 manifests, 60 resources, 12 files and 1 variable in 6 containers
        all 120 links of 13 chains hold

      unchecked nothing among the artefacts reads the TLS Secret "storefront-tls" of SecretProviderClass
        shop/storefront-kv-prod-shop-12345 [no-unused-synced-secret]
        needs    the manifests of the Ingress or Gateway that it is for
        at       dist/k8s/prod/shop.yaml:138  SecretProviderClass shop/storefront-kv-prod-shop-12345
                 secretObjects[1]  secretName

      note the outputs of prod-payments are sample values: nothing was deployed with them
        [no-sample-outputs]
        at       bindings/prod-payments.json:2  outputs of prod-payments  sample
        fix      after the first deployment write the file from its outputs

      note the outputs of prod-shop are sample values: nothing was deployed with them [no-sample-outputs]
        at       bindings/prod-shop.json:2  outputs of prod-shop  sample
        fix      after the first deployment write the file from its outputs

      note prod: azurerm_kubernetes_cluster_node_pool.win has Windows Server 2022, which retires on
        2028-06-30, in 586 days [no-retired-windows]
        at       dist/infra/stacks/prod/cdk.tf.json:585  prod: azurerm_kubernetes_cluster_node_pool.win
                 os_sku
        fix      plan a pool of a later Windows Server, as soon as azurerm has a name for it

      all 854 links of 89 chains hold
      5 notes, 1 not checked, 25 excepted in 3 environments
      "
    `);
  });

  test("judges artefacts of a repository that does not use this project", () => {
    write(healthyFiles);

    const { code, stdout } = checkout.akv(["verify", "theirs", "--strict", "--today", "2026-11-22"]);

    expect({ code, stdout }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "artefacts  4 manifests, 7 resources, 4 files and 1 variable in 1 container
        all 48 links of 5 chains hold

      all 48 links of 5 chains hold
      no findings in 1 environment
      ",
      }
    `);
  });

  test("fails when a link is broken, and shows the chain", () => {
    write(broken);

    const { code, stdout } = checkout.akv(["verify", "theirs"]);

    expect({ code, stdout }).toMatchInlineSnapshot(`
      {
        "code": 1,
        "stdout": "artefacts  4 manifests, 7 resources, 4 files and 1 variable in 1 container
        43 of 48 links of 5 chains hold, 5 broken

      error SecretProviderClass orders/api-vault names the provider "azurekeyvault", which is not the one
        of Azure [valid-provider-name]
        at       theirs/orders.yaml:15  SecretProviderClass orders/api-vault  spec.provider
        got      azurekeyvault
        allowed  "azure", in lower case
        fix      write "provider: azure"
        shows    FailedMount: error connecting to provider "azurekeyvault": provider not found: provider
                 "azurekeyvault"
        docs     docs/rules/valid-provider-name.md
        chain    Deployment orders/api › app › /mnt/secrets/db-password
                 ├ ✓ pod              Deployment orders/api
                 ├ ✓ service-account  ServiceAccount orders/api
                 ├ ✗ class            SecretProviderClass orders/api-vault  ◀ valid-provider-name
                 ├ ✓ identity         azurerm_user_assigned_identity.api
                 ├ ✓ credential       azurerm_federated_identity_credential.api
                 ├ ✓ access           Key Vault Secrets User (azurerm_role_assignment.secrets)
                 ├ ✓ vault            azurerm_key_vault.orders
                 ├ ✓ object           secret db-password
                 └ ✓ file             /mnt/secrets/db-password
        chain    Deployment orders/api › app › $DATABASE_PASSWORD
                 ├ ✓ pod              Deployment orders/api
                 ├ ✓ service-account  ServiceAccount orders/api
                 ├ ✗ class            SecretProviderClass orders/api-vault  ◀ valid-provider-name
                 ├ ✓ identity         azurerm_user_assigned_identity.api
                 ├ ✓ credential       azurerm_federated_identity_credential.api
                 ├ ✓ access           Key Vault Secrets User (azurerm_role_assignment.secrets)
                 ├ ✓ vault            azurerm_key_vault.orders
                 ├ ✓ object           secret db-password
                 ├ ✓ file             /mnt/secrets/db-password
                 ├ ✓ synced-secret    Secret api-database
                 └ ✓ variable         $DATABASE_PASSWORD
        chain    Deployment orders/api › app › /mnt/secrets/tls/ingress.pem
                 ├ ✓ pod              Deployment orders/api
                 ├ ✓ service-account  ServiceAccount orders/api
                 ├ ✗ class            SecretProviderClass orders/api-vault  ◀ valid-provider-name
                 ├ ✓ identity         azurerm_user_assigned_identity.api
                 ├ ✓ credential       azurerm_federated_identity_credential.api
                 ├ ✓ access           Key Vault Secrets User (azurerm_role_assignment.secrets)
                 ├ ✓ vault            azurerm_key_vault.orders
                 ├ ✓ object           secret ingress
                 └ ✓ file             /mnt/secrets/tls/ingress.pem
                 and 2 more chains

      43 of 48 links of 5 chains hold, 5 broken
      1 error in 1 environment
      ",
      }
    `);
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

  test("could not run when it is asked for a format, an environment or a day that there is not", () => {
    write(healthyFiles);

    expect(checkout.akv(["verify", "theirs", "-f", "xml"])).toMatchObject({
      code: 2,
      stderr: 'there is no format "xml" (there are: text, json, sarif, github, junit)\n',
    });
    expect(checkout.akv(["verify", "-e", "staging", "-e", "dev"])).toMatchObject({
      code: 2,
      stderr: 'no artefact is of environment "staging" (there are: "classroom", "dev", "prod")\n',
    });
    expect(checkout.akv(["verify", "--today", "2027-13-01"])).toMatchObject({
      code: 2,
      stderr: '--today takes a day as 2027-02-28, not "2027-13-01"\n',
    });
  });

  test("could not run when nothing was given to judge: a pipe that broke before must not look sound", () => {
    expect(checkout.akv(["verify", "-"], "")).toMatchObject({
      code: 2,
      stderr: "there is no manifest and no Terraform in what was given: nothing was judged\n",
    });
  });

  test("fails when a file that is called JSON is none", () => {
    write({ ...healthyFiles, "plan.json": "Error: no plan\n" });

    const { code, stdout } = checkout.akv(["verify", "theirs", "--format", "github"]);

    expect(code).toBe(1);
    expect(stdout).toContain("::error file=theirs/plan.json,line=1,title=artefacts%3A valid-artefact::");
  });

  test.each([["verify", "--nope"], ["nope"], ["synth", "--nope"]])(
    "could not run when the words are %j %s",
    (...words) => {
      const { code, stdout } = checkout.akv(words);

      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    },
  );

  test("could not run when the report cannot be written", () => {
    write(healthyFiles);

    const { code, stderr } = checkout.akv(["verify", "theirs", "-o", "nowhere/report.txt"]);

    expect({ code, stderr: stderr.split(":")[0] }).toEqual({ code: 2, stderr: "nowhere/report.txt cannot be written" });
  });

  test("leaves templates of a chart and HCL out, and says so", () => {
    write(healthyFiles);
    checkout.write("theirs/chart/Chart.yaml", "apiVersion: v2\nname: shop\n");
    checkout.write("theirs/chart/templates/a.yaml", "{{ if }}\n");
    checkout.write("theirs/main.tf", "resource {}\n");

    const { code, stderr } = checkout.akv(["verify", "theirs"]);

    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `left out: the HCL in theirs: give terraform show -json of its plan or state
left out: templates of the chart in theirs/chart: render it with helm template, and give what comes out
`,
    });
  });

  test("leaves patches of a kustomization out of a folder, and takes one that is named", () => {
    write(healthyFiles);
    checkout.write(
      "theirs/prod/kustomization.yaml",
      "resources: [..]\npatches: [{ path: patch.yaml }, { patch: 'a: 1' }]\n",
    );
    checkout.write(
      "theirs/prod/patch.yaml",
      "apiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass\nmetadata: { name: api-vault, namespace: orders }\n",
    );

    const folder = checkout.akv(["verify", "theirs"]);
    const named = checkout.akv(["verify", "theirs", "theirs/prod/patch.yaml"]);

    const leftOut =
      "left out: patches of the kustomization in theirs/prod: give what kubectl kustomize theirs/prod prints\n";
    expect({ code: folder.code, stderr: folder.stderr }).toEqual({ code: 0, stderr: leftOut });
    expect({ code: named.code, stderr: named.stderr }).toEqual({ code: 1, stderr: leftOut });
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
      code: 2,
      stderr: 'no artefact is of environment "staging" (there are: "classroom", "dev", "prod")\n',
    });
  });
});
