import { describe, expect, test } from "vitest";
import { renderGithub } from "../../../report/verdict/github.js";
import { cleanVerdict, hostileVerdict, sampleVerdict, wrongTenant } from "../../support/verdict.js";

describe("renderGithub", () => {
  test("annotates lines, errors first, and ends with a line for the log", () => {
    expect(renderGithub(sampleVerdict)).toMatchInlineSnapshot(`
      "::error file=dist/k8s/prod/shop.yaml,line=87,title=prod%3A match-tenant::SecretProviderClass shop/storefront names tenant "1c9a8b7d-0000-4000-8000-000000000002", and the vault "kv-prod-shop" is in another one%0Aat: SecretProviderClass shop/storefront spec.parameters.tenantID%0Agot: "1c9a8b7d-0000-4000-8000-000000000002"%0Aallowed: "6f0d2a31-0000-4000-8000-000000000001", the tenant of azurerm_key_vault.shop%0Afix: set tenantID to "6f0d2a31-0000-4000-8000-000000000001"%0Ashows: FailedMount on the pod: AADSTS700016%0Adocs: docs/rules/match-tenant.md
      ::warning file=dist/infra/stacks/prod/cdk.tf.json,line=530,title=prod%3A no-wide-role::identity shop can read the whole vault, and its pods mount one secret%0Aat: azurerm_role_assignment.shop scope%0Aallowed: the scope of the secret%0Afix: assign the role on the secret%0Adocs: docs/rules/no-wide-role.md
      ::notice file=bindings/prod.json,line=2,title=prod%3A valid-sample::the outputs of prod are a sample%0Aat: outputs prod sample%0Aallowed: outputs of a deployment%0Afix: deploy, and bind what it prints%0Adocs: docs/rules/valid-sample.md
      ::notice title=prod%3A could not check::the vault exists already, and what it holds is not among the artefacts%0Aneeds: an output vault_objects%0Arules: require-object (2 in all)
      ::notice title=prod%3A could not check::the audience is not known before it is deployed%0Aneeds: a plan or a state%0Arules: match-audience (1 in all)
      1 error, 1 warning, 1 note, 3 not checked, 1 excepted in 2 environments
      "
    `);
  });

  test("says that there is nothing where there is nothing", () => {
    expect(renderGithub(cleanVerdict)).toBe("no findings in 1 environment\n");
  });

  test("names no file for standard input", () => {
    const findings = [{ ...wrongTenant, at: { ...wrongTenant.at, file: "-" } }];
    const [environment] = cleanVerdict.environments;

    const text = renderGithub({
      ...cleanVerdict,
      environments: environment === undefined ? [] : [{ ...environment, findings }],
    });

    expect(text.split("::")[1]).toBe("error title=prod%3A match-tenant");
  });

  test("lets no name of an artefact end a property, a line or a command", () => {
    const lines = renderGithub(hostileVerdict).trimEnd().split("\n");

    expect(lines.map((line) => line.split(/[ =]/)[0])).toEqual(["::error", "::notice", "::notice", "1"]);
    expect(lines.slice(0, 3).map((line) => [...(line.split("::")[1] ?? "").matchAll(/[a-z]+=/g)].length)).toEqual([
      3, 3, 1,
    ]);
    expect(lines.join("")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(lines[0]).toContain("100%25, a:b");
    expect(lines[0]).toContain("file=\\u001b[31m\\u009b2J\\n%3A%3Aadd-mask%3A%3Ax");
  });
});
