import { describe, expect, test } from "vitest";
import { renderText } from "../../../report/verdict/text.js";
import type { EnvironmentVerdict, Verdict } from "../../../verify/index.js";
import {
  chainTo,
  cleanVerdict,
  hostileVerdict,
  sampleBinding,
  sampleVerdict,
  wideRole,
  wrongTenant,
} from "../../support/verdict.js";

const style = {
  strong: (text: string) => `<b>${text}</b>`,
  bad: (text: string) => `<red>${text}</red>`,
  dim: (text: string) => `<dim>${text}</dim>`,
};

/** The clean verdict with something else in its one environment. */
function changed(change: Partial<EnvironmentVerdict>): Verdict {
  return { ...cleanVerdict, environments: cleanVerdict.environments.map((one) => ({ ...one, ...change })) };
}

describe("renderText", () => {
  test("tells what is wrong, which chains that breaks, and what was not checked", () => {
    expect(renderText(sampleVerdict, { strict: false })).toMatchInlineSnapshot(`
      "prod  35 manifests, 47 resources, 2 files in 1 container
        4 of 6 links of 2 chains hold, 1 broken, 1 not checked

      error SecretProviderClass shop/storefront names tenant "1c9a8b7d-0000-4000-8000-000000000002", and
        the vault "kv-prod-shop" is in another one [match-tenant]
        at       dist/k8s/prod/shop.yaml:87  SecretProviderClass shop/storefront  spec.parameters.tenantID
        got      "1c9a8b7d-0000-4000-8000-000000000002"
        allowed  "6f0d2a31-0000-4000-8000-000000000001", the tenant of azurerm_key_vault.shop
        fix      set tenantID to "6f0d2a31-0000-4000-8000-000000000001"
        shows    FailedMount on the pod: AADSTS700016
        docs     docs/rules/match-tenant.md
        chain    Deployment shop/api › api › /mnt/secrets/db-password
                 ├ ✓ pod              Deployment shop/api
                 ├ ✗ class            SecretProviderClass shop/storefront  ◀ match-tenant
                 └ ? object           secret db-password

      warning identity shop can read the whole vault, and its pods mount one secret [no-wide-role]
        at       dist/infra/stacks/prod/cdk.tf.json:530  azurerm_role_assignment.shop  scope
        construct prod/identities/shop/Resource
        allowed  the scope of the secret
        fix      assign the role on the secret
        docs     docs/rules/no-wide-role.md

      unchecked the vault exists already, and what it holds is not among the artefacts (2 times)
        [require-object]
        needs    an output vault_objects
        at       dist/k8s/prod/shop.yaml:90  SecretProviderClass shop/storefront
        at       dist/k8s/prod/shop.yaml:140  SecretProviderClass shop/search

      unchecked the audience is not known before it is deployed [match-audience]
        needs    a plan or a state

      excepted secret "legacy" is not declared [require-object]
        at       dist/k8s/prod/shop.yaml:93  SecretProviderClass shop/storefront  spec.parameters.objects
        reason   written by the old pipeline until it is switched off
        until    2027-06-30

      note the outputs of prod are a sample [valid-sample]
        at       bindings/prod.json:2  outputs prod  sample
        fix      deploy, and bind what it prints

      dev  1 manifest, 9 resources, 1 file in 1 container
        all 3 links of 1 chain hold

      7 of 9 links of 3 chains hold, 1 broken, 1 not checked
      1 error, 1 warning, 1 note, 3 not checked, 1 excepted in 2 environments
      "
    `);
  });

  test("says that everything holds where it does", () => {
    expect(renderText(cleanVerdict, { strict: true })).toMatchInlineSnapshot(`
      "dev  1 manifest, 9 resources, 1 file in 1 container
        all 3 links of 1 chain hold

      all 3 links of 1 chain hold
      no findings in 1 environment
      "
    `);
  });

  test("shows every chain, link by link, when asked to", () => {
    expect(renderText(cleanVerdict, { strict: false, verbose: true })).toMatchInlineSnapshot(`
      "dev  1 manifest, 9 resources, 1 file in 1 container
        all 3 links of 1 chain hold

        chain    Deployment shop/api › api › /mnt/secrets/db-password
                 ├ ✓ pod              Deployment shop/api
                 ├ ✓ class            SecretProviderClass shop/storefront
                 └ ✓ object           secret db-password

      all 3 links of 1 chain hold
      no findings in 1 environment
      "
    `);
  });

  test("says that there was no chain to judge instead of that all hold", () => {
    const text = renderText(changed({ chains: [] }), { strict: false });

    expect(text.trimEnd().split("\n").slice(-2)).toEqual([
      "no pod reads a vault here: there is no chain to judge",
      "no findings in 1 environment",
    ]);
  });

  test("tells the first findings of a rule in full, and of the others where they are", () => {
    const findings = Array.from({ length: 16 }, (_, index) => ({
      ...wideRole,
      at: { ...wideRole.at, line: 100 + index },
    }));

    const text = renderText(changed({ findings }), { strict: false });

    const shown = text.split("\n").filter((line) => /^warning| {2}at |more/.test(line));
    expect(shown.map((line) => line.replace(/ {2}azurerm.*/, ""))).toEqual([
      "warning identity shop can read the whole vault, and its pods mount one secret [no-wide-role]",
      "  at       dist/infra/stacks/prod/cdk.tf.json:100",
      "warning identity shop can read the whole vault, and its pods mount one secret [no-wide-role]",
      "  at       dist/infra/stacks/prod/cdk.tf.json:101",
      "warning identity shop can read the whole vault, and its pods mount one secret [no-wide-role]",
      "  at       dist/infra/stacks/prod/cdk.tf.json:102",
      "warning 13 more findings of no-wide-role (in full with --verbose)",
      ...Array.from({ length: 10 }, (_, index) => `  at       dist/infra/stacks/prod/cdk.tf.json:${103 + index}`),
      "           and 3 more places",
    ]);
  });

  test("tells every finding in full when asked to", () => {
    const text = renderText(changed({ findings: Array(16).fill(wideRole) }), { strict: false, verbose: true });

    expect(text.split("\n").filter((line) => line.startsWith("warning identity"))).toHaveLength(16);
  });

  test("tells every place that was not checked when asked to", () => {
    const [unchecked] = sampleVerdict.environments.flatMap((one) => one.unchecked);
    const places = Array.from({ length: 9 }, (_, index) => ({
      rule: "match-vault" as const,
      environment: "dev",
      message: unchecked?.message ?? "",
      needs: "a plan",
      at: { ...wideRole.at, line: index + 1 },
    }));

    const inShort = renderText(changed({ unchecked: places }), { strict: false });
    const inFull = renderText(changed({ unchecked: places }), { strict: false, verbose: true });

    expect(inShort.match(/ {2}at {7}/g)).toHaveLength(3);
    expect(inFull.match(/ {2}at {7}/g)).toHaveLength(9);
  });

  test("tells findings that one exception answers for together", () => {
    const exception = { rule: "no-wide-role", target: "*", reason: "until the split" };
    const excepted = [1, 2, 3].map((line) => ({ finding: { ...wideRole, at: { ...wideRole.at, line } }, exception }));

    const text = renderText(changed({ excepted }), { strict: false });

    expect(text.split("\n").filter((line) => line.startsWith("excepted"))).toEqual([
      "excepted identity shop can read the whole vault, and its pods mount one secret (and 2 more like it)",
    ]);
    expect(text.match(/reason {3}until the split/g)).toHaveLength(1);
  });

  test("shows three of the chains that a finding is in and counts the others", () => {
    const chains = ["a", "b", "c", "d", "e"].map((end) => chainTo(end, [wrongTenant]));

    const text = renderText(changed({ findings: [wrongTenant], chains }), { strict: false });

    const shown = text.split("\n").filter((line) => line.startsWith("  chain") || line.includes(" more "));
    expect(shown).toEqual([
      "  chain    Deployment shop/api › api › /mnt/secrets/a",
      "  chain    Deployment shop/api › api › /mnt/secrets/b",
      "  chain    Deployment shop/api › api › /mnt/secrets/c",
      "           and 2 more chains",
    ]);
  });

  test("counts variables beside files", () => {
    const file = chainTo("a", []);
    const variable = {
      ...file,
      end: "PASSWORD",
      links: [...file.links, { kind: "variable", label: "PASSWORD", state: "holds", findings: [] } as const],
    };

    const text = renderText(changed({ chains: [file, variable] }), { strict: false });

    expect(text.split("\n")[0]).toBe("dev  1 manifest, 9 resources, 1 file and 1 variable in 1 container");
  });

  test("fills no more than 100 columns where words allow it", () => {
    const message = "word ".repeat(60).trim();

    const text = renderText(changed({ findings: [{ ...wrongTenant, message, fix: message }] }), { strict: false });

    const longest = Math.max(...text.split("\n").map((line) => line.length));
    expect(longest).toBeLessThanOrEqual(100);
    expect(text.split(/\s+/).filter((word) => word === "word")).toHaveLength(120);
  });

  test("makes errors stand out, and warnings only where they count", () => {
    const verdict = changed({ findings: [wrongTenant, wideRole, sampleBinding], chains: [] });

    const headings = (strict: boolean) =>
      renderText(verdict, { strict, style })
        .split("\n")
        .filter((line) => /^<[a-z]+>(error|warning|note)</.test(line))
        .map((line) => line.slice(0, line.indexOf("</")));

    expect(headings(false)).toEqual(["<red>error", "<b>warning", "<dim>note"]);
    expect(headings(true)).toEqual(["<red>error", "<red>warning", "<dim>note"]);
  });

  test("makes the count stand out where the run fails", () => {
    const lastLine = (verdict: Verdict, strict: boolean) =>
      renderText(verdict, { strict, style }).trimEnd().split("\n").at(-1);

    const warned = changed({ findings: [wideRole] });
    expect([lastLine(warned, false), lastLine(warned, true), lastLine(cleanVerdict, true)]).toEqual([
      "<b>1 warning in 1 environment</b>",
      "<red>1 warning in 1 environment</red>",
      "<b>no findings in 1 environment</b>",
    ]);
  });

  test("lets no name of an artefact move the cursor, begin a line, or command a pipeline", () => {
    const text = renderText(hostileVerdict, { strict: false, verbose: true });

    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(text).not.toMatch(/^\s*::/m);
    expect(text).not.toContain("##[");
  });

  test("lets no word that wraps onto a new line, and no name of an environment, be a command of a pipeline", () => {
    const message = `${"word ".repeat(19)}::add-mask::secret`;

    const text = renderText(
      changed({ name: "::stop-commands::x", findings: [{ ...wrongTenant, message, got: "##vso[task.x]" }] }),
      { strict: false },
    );

    expect(text).not.toMatch(/^\s*::|##\[|##vso/m);
    expect(text).toContain("·::add-mask::secret");
  });
});
