import { describe, expect, test } from "vitest";
import { casesIn, findingsOn, inShort, verdictOnCase } from "../support/corpus.js";
import { article, exercise, howTo, type Prediction } from "../support/predictions.js";

/** Everything that is found in each case. */
const cases: Readonly<Record<string, readonly string[]>> = {
  "article/as-printed": [
    "error require-client-id",
    "error require-tenant-id",
    "no Terraform",
    "note no-redundant-flag",
    "note require-namespace",
    "warning no-unknown-parameter ×2",
    "warning valid-workload-identity-label",
  ],
  "article/commands": [
    "error match-grant-principal",
    "error no-secret-value",
    "error require-key-vault-add-on",
    "error require-service-principal",
    "unchecked match-client-id",
    "warning no-unsupported-kubernetes",
    "warning require-permission-model",
    "warning require-workload-identity-webhook",
  ],
  "article/principal": [
    "note no-excess-access",
    "unchecked match-client-id",
    "unchecked match-object",
    "warning match-rotation",
  ],
  "exercise/instructor": [
    "error match-object",
    "unchecked match-client-id",
    "warning match-rotation",
    "warning require-permission-model",
    "warning valid-rotation-interval",
  ],
  "exercise/interval-alone": ["no manifests", "warning valid-rotation-interval"],
  "exercise/other-namespace": ["error match-class", "no Terraform", "unchecked no-unused-class"],
  "exercise/task-sheet": [
    "error no-placeholder",
    "error require-read-only",
    "error valid-client-id",
    "error valid-tenant-id",
    "no Terraform",
    "note no-redundant-flag ×2",
    "unchecked match-service-account",
    "warning no-deprecated-parameter",
    "warning no-unused-synced-secret",
  ],
  "exercise/three-errors": [
    "error no-pod-identity",
    "error valid-object-type",
    "error valid-provider-name",
    "no Terraform",
    "warning no-deprecated-parameter",
  ],
  "exercise/unindented": ["error valid-artefact", "no Terraform", "no manifests", "unchecked require-chain"],
  "how-to/add-on-identity": [
    "error match-add-on-identity",
    "unchecked match-client-id",
    "unchecked match-object",
    "unchecked match-tenant",
    "unchecked require-vault-reach",
    "warning no-node-identity",
  ],
  "how-to/add-on-off": [
    "error require-key-vault-add-on",
    "error valid-tls-source",
    "unchecked match-client-id",
    "unchecked match-federated-subject",
    "unchecked match-vault",
    "unchecked no-stale-variable",
    "warning no-sub-path",
  ],
  "how-to/incomplete": ["error require-parameters", "no Terraform"],
  "how-to/methods": [
    "error no-pod-identity",
    "note no-node-access",
    "unchecked match-client-id",
    "unchecked match-object",
    "warning no-node-identity",
    "warning no-retiring-api",
    "warning require-permission-model",
  ],
  "how-to/rotation-off": [
    "error valid-tls-source",
    "note no-sub-path",
    "unchecked match-client-id",
    "unchecked match-federated-subject",
    "unchecked match-vault",
    "warning match-rotation",
  ],
  "how-to/rotation-on": [
    "error valid-tls-source",
    "unchecked match-client-id",
    "unchecked match-federated-subject",
    "unchecked match-vault",
    "warning no-stale-variable",
    "warning no-sub-path",
  ],
};

test("every case of the seeds is listed, and every listed one is there", () => {
  const there = ["article", "exercise", "how-to"].flatMap((seed) =>
    casesIn(`seeds/${seed}`).map((name) => `${seed}/${name}`),
  );

  expect(there).toEqual(Object.keys(cases));
});

test.each(Object.entries(cases))("says everything of %s, and nothing else", (name, expected) => {
  const said = inShort(verdictOnCase(`seeds/${name}`));

  expect(said).toEqual(expected);
});

const PUZZLE = "SecretProviderClass team-07/puzzle";

/** What the findings of the planted errors have in common. */
const PLANTED = { severity: "error", environment: "artefacts", related: [] };

describe("the exercise", () => {
  const verdict = verdictOnCase("seeds/exercise/three-errors");

  test("has exactly the three errors that were planted, each explained", () => {
    const errors = findingsOn(verdict).filter(({ severity }) => severity === "error");

    expect(errors).toEqual([
      {
        ...PLANTED,
        rule: "valid-provider-name",
        message: `${PUZZLE} names the provider "azurekeyvault", which is not the one of Azure`,
        at: { file: "class.yaml", line: 7, resource: PUZZLE, field: "spec.provider" },
        got: "azurekeyvault",
        allowed: '"azure", in lower case',
        fix: 'write "provider: azure"',
        shows:
          'FailedMount: error connecting to provider "azurekeyvault": provider not found: provider "azurekeyvault"',
        docs: "docs/rules/valid-provider-name.md",
      },
      {
        ...PLANTED,
        rule: "no-pod-identity",
        message: `${PUZZLE} reads through AAD pod identity, whose support ended on 2025-09-30, 418 days ago`,
        at: { file: "class.yaml", line: 12, resource: PUZZLE, field: "spec.parameters.usePodIdentity" },
        got: "true",
        allowed: "workload identity: clientID, and none of the flags",
        fix: "leave usePodIdentity out, set clientID, and federate the service account with that identity",
        shows: "FailedMount: failed to mount objects, error: … nmi response failed with status code: 404",
        docs: "docs/rules/no-pod-identity.md",
      },
      {
        ...PLANTED,
        rule: "valid-object-type",
        message: `objectType of ${PUZZLE} objects[0] is "secrets", which the provider does not know`,
        at: { file: "class.yaml", line: 17, resource: `${PUZZLE} objects[0]`, field: "objectType" },
        got: "secrets",
        allowed: "secret, key or cert, in lower case",
        fix: 'write "secret"',
        shows:
          "FailedMount: failed to mount objects, error: failed to get objectType:secrets, objectName:quiz-answer, objectVersion:: Invalid vaultObjectTypes. Should be secret, key, or cert",
        docs: "docs/rules/valid-object-type.md",
      },
    ]);
  });

  test("has them on the way of the pod to the answer", () => {
    const chains = verdict.environments.flatMap((environment) => environment.chains);

    const broken = chains.map(({ workload, container, end, links }) => ({
      workload,
      container,
      end,
      broken: links.filter(({ state }) => state === "broken").map(({ kind }) => kind),
    }));

    expect(broken).toEqual([
      {
        workload: "Pod team-07/puzzle-reader",
        container: "reader",
        end: "/answers/quiz-answer",
        broken: ["class", "identity", "object"],
      },
    ]);
  });
});

describe.each([
  ["article", article, 24],
  ["exercise", exercise, 11],
  ["how-to", howTo, 11],
] as const)("what is wrong in the %s", (_seed, predictions, rows) => {
  test("is accounted for, row by row", () => {
    const open = predictions.filter(({ found, why }) => (found.length === 0) !== (why !== undefined));

    expect({ rows: predictions.length, open }).toEqual({ rows, open: [] });
  });

  test.each(predictions.filter(isFound).map(({ says, found }) => [says, found] as const))(
    "is found: %s",
    (_, found) => {
      const missed = found.filter(
        ([name, rule, resource]) =>
          !findingsOn(verdictOnCase(`seeds/${name}`)).some((one) => one.rule === rule && one.at.resource === resource),
      );

      expect(missed).toEqual([]);
    },
  );
});

function isFound({ found }: Prediction): boolean {
  return found.length > 0;
}
