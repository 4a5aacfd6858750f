import { describe, expect, test } from "vitest";
import { renderSarif } from "../../../report/verdict/sarif.js";
import { hostileVerdict, sampleRules, sampleVerdict, wideRole, wrongTenant } from "../../support/verdict.js";

const runOf = (verdict: typeof sampleVerdict) => JSON.parse(renderSarif(verdict, sampleRules)).runs[0];

/** A verdict with these findings alone. */
const withFindings = (...findings: readonly (typeof wrongTenant)[]) => ({
  ...sampleVerdict,
  environments: sampleVerdict.environments.slice(1).map((environment) => ({ ...environment, findings })),
});

const urisOf = (...files: readonly string[]) =>
  runOf(withFindings(...files.map((file) => ({ ...wrongTenant, at: { ...wrongTenant.at, file } })))).results.map(
    (result: { locations: [{ physicalLocation: { artifactLocation: unknown } }] }) =>
      result.locations[0].physicalLocation.artifactLocation,
  );

const fingerprintsOf = (...findings: readonly (typeof wrongTenant)[]) =>
  runOf(withFindings(...findings)).results.map(
    (result: { partialFingerprints: unknown }) => result.partialFingerprints,
  );

describe("renderSarif", () => {
  test("describes every rule, whether it found something or not", () => {
    const { tool } = runOf(sampleVerdict);

    expect(tool.driver.name).toBe("akv");
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(sampleRules.map(({ id }) => id));
    expect(tool.driver.rules[2]).toEqual({
      id: "no-wide-role",
      shortDescription: { text: "Identities read what pods mount, no more." },
      fullDescription: {
        text: "Identities read what pods mount, no more. Judges the access of a chain from a pod to a vault.",
      },
      defaultConfiguration: { level: "warning" },
      help: {
        text: 'Run "npx akv explain no-wide-role", or read docs/rules/no-wide-role.md.',
        markdown: "Run `npx akv explain no-wide-role`, or read `docs/rules/no-wide-role.md`.",
      },
      properties: { tags: ["access"] },
    });
  });

  test("makes a result of each finding, with its place, the other ends and a fingerprint", () => {
    const { results } = runOf(sampleVerdict);

    expect(results.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level])).toEqual([
      ["match-tenant", "error"],
      ["no-wide-role", "warning"],
      ["valid-sample", "note"],
      ["require-object", "error"],
    ]);
    expect(results[0]).toEqual({
      ruleId: "match-tenant",
      ruleIndex: 1,
      level: "error",
      message: {
        text: [
          wrongTenant.message,
          `got: ${wrongTenant.got}`,
          `allowed: ${wrongTenant.allowed}`,
          `fix: ${wrongTenant.fix}`,
          `shows: ${wrongTenant.shows}`,
        ].join("\n"),
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "dist/k8s/prod/shop.yaml", uriBaseId: "%SRCROOT%" },
            region: { startLine: 87 },
          },
          logicalLocations: [
            { fullyQualifiedName: "SecretProviderClass shop/storefront", kind: "resource" },
            {
              fullyQualifiedName: "SecretProviderClass shop/storefront spec.parameters.tenantID",
              name: "spec.parameters.tenantID",
              kind: "property",
            },
          ],
        },
      ],
      relatedLocations: [
        {
          id: 0,
          physicalLocation: {
            artifactLocation: { uri: "dist/infra/stacks/prod/cdk.tf.json", uriBaseId: "%SRCROOT%" },
            region: { startLine: 412 },
          },
          logicalLocations: [
            { fullyQualifiedName: "azurerm_key_vault.shop", kind: "resource" },
            { fullyQualifiedName: "prod/vaults/shop/Resource", kind: "construct" },
          ],
          message: { text: "azurerm_key_vault.shop" },
        },
      ],
      partialFingerprints: { "akvFinding/v1": expect.stringMatching(/^[0-9a-f]{32}:1$/) },
      properties: { environment: "prod" },
    });
  });

  test("suppresses what somebody answered for, with the reason", () => {
    const { results } = runOf(sampleVerdict);

    expect(results.map(({ suppressions }: { suppressions?: unknown }) => suppressions)).toEqual([
      undefined,
      undefined,
      undefined,
      [
        {
          kind: "external",
          status: "accepted",
          justification: "written by the old pipeline until it is switched off",
        },
      ],
    ]);
  });

  test("reports what could not be checked as notifications of the run", () => {
    const { invocations } = runOf(sampleVerdict);

    expect(invocations).toEqual([
      {
        executionSuccessful: true,
        toolConfigurationNotifications: [
          expect.objectContaining({ associatedRule: { id: "require-object", index: 3 } }),
          expect.objectContaining({ associatedRule: { id: "require-object", index: 3 } }),
          {
            level: "note",
            message: {
              text: "prod: could not check: the audience is not known before it is deployed\nneeds: a plan or a state",
            },
            associatedRule: { id: "match-audience", index: 0 },
          },
        ],
      },
    ]);
  });

  test("writes paths as URIs, whatever is in their names and however they were given", () => {
    const uris = urisOf(
      "./a b/ü#1?.yaml",
      "..\\x\\y.yaml",
      "/srv/a b.yaml",
      "C:\\k8s\\a.yaml",
      "c:d.yaml",
      "-",
      "\ud800",
    );

    expect(uris).toEqual([
      { uri: "a%20b/%C3%BC%231%3F.yaml", uriBaseId: "%SRCROOT%" },
      { uri: "../x/y.yaml", uriBaseId: "%SRCROOT%" },
      { uri: "file:///srv/a%20b.yaml" },
      { uri: "file:///C:/k8s/a.yaml" },
      { uri: "c%3Ad.yaml", uriBaseId: "%SRCROOT%" },
      { uri: "-", uriBaseId: "%SRCROOT%" },
      { uri: "%EF%BF%BD", uriBaseId: "%SRCROOT%" },
    ]);
  });

  test("gives a finding the same fingerprint on another line, and another one for each finding", () => {
    const moved = { ...wrongTenant, at: { ...wrongTenant.at, line: 3 } };

    const [before, role, twin] = fingerprintsOf(wrongTenant, wideRole, moved);
    const [after] = fingerprintsOf(moved);

    expect(after).toEqual(before);
    expect(new Set([before, role, twin].map((one) => one["akvFinding/v1"])).size).toBe(3);
  });

  test("lets no name of an artefact reach a reader as a link or as a control character", () => {
    const text = renderSarif(hostileVerdict, sampleRules);

    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(JSON.parse(text).runs[0].results[0].message.text).not.toContain("](");
  });
});
