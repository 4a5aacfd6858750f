import { expect, test } from "vitest";
import { findingsOf, manifests } from "../../support/artefacts.js";

const RULE = "no-large-answer";

const FROM = "- objectName: db-password\n          key: PASSWORD";

/** Entries of a synced Secret that all read one file. */
function keys(number: number): string {
  return Array.from({ length: number }, (_, index) => `- objectName: db-password\n          key: K${index}`).join(
    "\n        ",
  );
}

test("fails when the versions of a secret may be more than the provider may answer with", () => {
  const found = findingsOf(
    RULE,
    manifests(
      "objectName: db-password\n          objectType: secret",
      "objectName: db-password\n          objectType: secret\n          objectVersionHistory: 200",
    ),
  );

  expect(found).toEqual([
    {
      rule: "no-large-answer",
      severity: "warning",
      environment: "artefacts",
      message: "SecretProviderClass orders/api-vault reads secrets that may come to 5 MiB together",
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.objects",
      },
      got: "5 MiB",
      allowed: "4 MiB in one answer of the provider; a secret may have 25 KiB",
      fix: "spread the objects over several classes",
      shows: "FailedMount … rpc error: code = ResourceExhausted desc = grpc: received message larger than max",
      related: [],
      docs: "docs/rules/no-large-answer.md",
    },
  ]);
});

test("finds nothing where as many versions are of a key", () => {
  const found = findingsOf(
    RULE,
    manifests(
      "objectName: signing\n          objectType: key",
      "objectName: signing\n          objectType: key\n          objectVersionHistory: 200",
    ),
  );

  expect(found).toEqual([]);
});

test("finds nothing where 40 secrets fit into a Secret however long they are", () => {
  const found = findingsOf(RULE, manifests(FROM, keys(40)));

  expect(found).toEqual([]);
});

test("tells of a Secret that may become too large, which is not wrong", () => {
  const found = findingsOf(RULE, manifests(FROM, keys(41)));

  expect(found).toEqual([
    {
      rule: "no-large-answer",
      severity: "note",
      environment: "artefacts",
      message: "the Secret api-database may come to 1.1 MiB",
      at: {
        file: "orders.yaml",
        line: 33,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
      },
      got: "1.1 MiB",
      allowed: "1 MiB in a Secret of Kubernetes",
      fix: "where the secrets are long, spread the keys over several Secrets",
      shows: "FailedToCreateSecret … data: Too long: must have at most 1048576 bytes",
      related: [],
      docs: "docs/rules/no-large-answer.md",
    },
  ]);
});
