import { expect, test } from "vitest";
import {
  FILE,
  type Files,
  findingsOf,
  healthyFiles,
  manifests,
  terraform,
  uncheckedOf,
  without,
} from "../../support/artefacts.js";

const RULE = "match-service-account";

/** The workload leaves its namespace to whoever applies it, and the service account is in another than the class. */
function pieced(): Files {
  const apart = manifests(
    "name: api\n  namespace: orders\n  annotations:\n    azure.",
    "name: api\n  namespace: billing\n  annotations:\n    azure.",
  );
  return manifests(
    "name: api\n  namespace: orders\n  annotations:\n    secret.",
    "name: api\n  annotations:\n    secret.",
    apart,
  );
}

test("finds nothing where the service account is there", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the pod misspells it", () => {
  const files = manifests("serviceAccountName: api", "serviceAccountName: apii");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-service-account",
      severity: "error",
      environment: "artefacts",
      message:
        'Deployment orders/api names the service account "apii", which no manifest makes and no federated credential trusts',
      at: {
        file: "orders.yaml",
        line: 64,
        resource: "Deployment orders/api",
        field: "spec.template.spec.serviceAccountName",
      },
      got: "apii",
      allowed: 'a service account of the same namespace: "api"',
      fix: 'write "api"',
      shows: 'FailedCreate: error looking up service account orders/apii: serviceaccount "apii" not found',
      related: [],
      docs: "docs/rules/match-service-account.md",
    },
  ]);
});

test("fails when the manifest of the service account misspells it", () => {
  const files = manifests(
    "name: api\n  namespace: orders\n  annotations:\n    azure.",
    "name: apii\n  namespace: orders\n  annotations:\n    azure.",
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-service-account",
      severity: "warning",
      environment: "artefacts",
      message: 'Deployment orders/api names the service account "api", which no manifest of its namespace makes',
      at: {
        file: "orders.yaml",
        line: 64,
        resource: "Deployment orders/api",
        field: "spec.template.spec.serviceAccountName",
      },
      got: "api",
      allowed: 'a service account of the same namespace: "apii"',
      fix: 'rename the ServiceAccount "apii": it is "api" that a federated credential trusts',
      shows: 'FailedCreate: error looking up service account orders/api: serviceaccount "api" not found',
      related: [],
      docs: "docs/rules/match-service-account.md",
    },
  ]);
});

test("fails when it is in another namespace", () => {
  const files = manifests(
    "name: api\n  namespace: orders\n  annotations:\n    azure.",
    "name: api\n  namespace: billing\n  annotations:\n    azure.",
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-service-account",
      severity: "error",
      environment: "artefacts",
      message: 'Deployment orders/api names the service account "api", which no manifest of its namespace makes',
      at: {
        file: "orders.yaml",
        line: 64,
        resource: "Deployment orders/api",
        field: "spec.template.spec.serviceAccountName",
      },
      got: "api",
      allowed: "a service account of the same namespace; the artefacts have none there",
      fix: 'create it in the namespace of the pod too; namespace "billing" has one of that name',
      shows: 'FailedCreate: error looking up service account orders/api: serviceaccount "api" not found',
      related: [],
      docs: "docs/rules/match-service-account.md",
    },
  ]);
});

test("fails when no service account is there", () => {
  const files = manifests("kind: ServiceAccount", "kind: ConfigMap");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-service-account",
      severity: "warning",
      environment: "artefacts",
      message: 'Deployment orders/api names the service account "api", which no manifest of its namespace makes',
      at: {
        file: "orders.yaml",
        line: 64,
        resource: "Deployment orders/api",
        field: "spec.template.spec.serviceAccountName",
      },
      got: "api",
      allowed: "a service account of the same namespace; the artefacts have none there",
      fix: "add the ServiceAccount to the manifests, or see that somebody creates it before the pod",
      shows: 'FailedCreate: error looking up service account orders/api: serviceaccount "api" not found',
      related: [],
      docs: "docs/rules/match-service-account.md",
    },
  ]);
});

test("fails when a pod without a namespace is between a service account and a class of different ones", () => {
  const files = pieced();

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-service-account",
      severity: "warning",
      environment: "artefacts",
      message:
        "ServiceAccount billing/api and the class that Deployment api mounts, SecretProviderClass orders/api-vault, are in different namespaces",
      at: { file: "orders.yaml", line: 5, resource: "ServiceAccount billing/api", field: "metadata.namespace" },
      got: "billing",
      allowed: 'the namespace of the class: "orders"',
      fix: 'write "orders", or move the class',
      shows: 'FailedCreate: error looking up service account orders/api: serviceaccount "api" not found',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment api" }],
      docs: "docs/rules/match-service-account.md",
    },
  ]);
});

test("takes one that Terraform makes", () => {
  const files = terraform(
    ({ resource }) => {
      Object.assign(resource, {
        kubernetes_service_account_v1: { api: { metadata: { name: "api", namespace: "orders" } } },
      });
    },
    manifests("kind: ServiceAccount", "kind: ConfigMap"),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("cannot say whether it is there where neither half says so", () => {
  const files = without(FILE.terraform, without(FILE.outputs, manifests("kind: ServiceAccount", "kind: ConfigMap")));

  const unchecked = uncheckedOf(RULE, files);

  expect(unchecked).toEqual([
    {
      rule: "match-service-account",
      environment: "artefacts",
      message: 'no manifest says whether the service account "api" is there',
      needs: "the manifest of the ServiceAccount",
      at: {
        file: "orders.yaml",
        line: 64,
        resource: "Deployment orders/api",
        field: "spec.template.spec.serviceAccountName",
      },
    },
  ]);
});

test("cannot tell where the account may stand in a document that cannot be read", () => {
  const files = manifests("kind: ServiceAccount\n", "kind: ServiceAccount\nspec: a: b\n");

  const unchecked = uncheckedOf(RULE, files);

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(unchecked).toEqual([
    {
      rule: "match-service-account",
      environment: "artefacts",
      message:
        'Deployment orders/api names the service account "api", which no manifest of its namespace makes, as far as the artefacts can be read',
      needs: "orders.yaml in a form that can be read; line 3 keeps it from that",
      at: {
        file: "orders.yaml",
        line: 65,
        resource: "Deployment orders/api",
        field: "spec.template.spec.serviceAccountName",
      },
    },
  ]);
});

test("fails when the account is in another namespace only", () => {
  const files = manifests(
    "name: api\n  namespace: orders\n  annotations:\n    azure.",
    "name: api\n  namespace: stage\n  annotations:\n    azure.",
  );

  const found = findingsOf(RULE, files).map(({ severity, fix, shows }) => ({ severity, fix, shows }));

  expect(found).toEqual([
    {
      severity: "error",
      fix: 'create it in the namespace of the pod too; namespace "stage" has one of that name',
      shows: 'FailedCreate: error looking up service account orders/api: serviceaccount "api" not found',
    },
  ]);
});

test("fails when no service account can have the name", () => {
  const files = manifests("serviceAccountName: api", "serviceAccountName: Api");

  const found = findingsOf(RULE, files).map(({ severity, fix, shows }) => ({ severity, fix, shows }));

  expect(found).toEqual([
    {
      severity: "error",
      fix: 'write "api"',
      shows:
        "Deployment \"api\" is invalid: spec.template.spec.serviceAccountName: Invalid value: \"Api\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'",
    },
  ]);
});

/** A second service account of the same name in another namespace, beside a workload that names none. */
function twoAccounts(from: Files = healthyFiles): Files {
  const files = manifests(
    "name: api\n  namespace: orders\n  annotations:\n    secret.",
    "name: api\n  annotations:\n    secret.",
    from,
  );
  const other = "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: api, namespace: billing }\n";
  return { ...files, [FILE.manifests]: `${files[FILE.manifests]}${other}` };
}

test("finds nothing where two namespaces have the account of a pod that names none, and one has its class", () => {
  const files = twoAccounts();

  const said = [findingsOf(RULE, files), uncheckedOf(RULE, files)];

  expect(said).toEqual([[], []]);
});

test("cannot tell which account is meant where neither the pod nor its class names a namespace", () => {
  const files = twoAccounts(manifests("name: api-vault\n  namespace: orders", "name: api-vault"));

  const unchecked = uncheckedOf(RULE, files);

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(unchecked).toEqual([
    {
      rule: RULE,
      environment: "artefacts",
      message:
        'Deployment api names the service account "api" and no namespace: "orders", "billing" each have one of that name',
      needs: "the namespace: metadata.namespace in the manifest",
      at: {
        file: "orders.yaml",
        line: 62,
        resource: "Deployment api",
        field: "spec.template.spec.serviceAccountName",
      },
    },
  ]);
});
