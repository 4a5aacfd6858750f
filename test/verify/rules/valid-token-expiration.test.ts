import { expect, test } from "vitest";
import { type Files, findingsOf, manifests } from "../../support/artefacts.js";

const RULE = "valid-token-expiration";

function onPod(seconds: string): Files {
  const annotation = `azure.workload.identity/service-account-token-expiration: "${seconds}"`;
  return manifests(
    "      labels:\n        app: api\n        azure",
    `      annotations: { ${annotation} }\n      labels:\n        app: api\n        azure`,
  );
}

test("fails when the token of a pod lives too short", () => {
  const files = onPod("600");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-token-expiration",
      severity: "error",
      environment: "artefacts",
      message: 'the token of Deployment orders/api is to live "600" seconds',
      at: {
        file: "orders.yaml",
        line: 60,
        resource: "Deployment orders/api",
        field: 'spec.template.metadata.annotations["azure.workload.identity/service-account-token-expiration"]',
      },
      got: "600",
      allowed: "3600 to 86400 seconds",
      fix: 'write azure.workload.identity/service-account-token-expiration: "3600", or remove it',
      shows: "token expiration 600 not valid. Expected value to be between 3600 and 86400",
      related: [],
      docs: "docs/rules/valid-token-expiration.md",
    },
  ]);
});

test("fails when it is no number", () => {
  const files = onPod("1h");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-token-expiration",
      severity: "error",
      environment: "artefacts",
      message: 'the token of Deployment orders/api is to live "1h" seconds',
      at: {
        file: "orders.yaml",
        line: 60,
        resource: "Deployment orders/api",
        field: 'spec.template.metadata.annotations["azure.workload.identity/service-account-token-expiration"]',
      },
      got: "1h",
      allowed: "3600 to 86400 seconds",
      fix: 'write azure.workload.identity/service-account-token-expiration: "3600", or remove it',
      shows: "token expiration 1h not valid. Expected value to be between 3600 and 86400",
      related: [],
      docs: "docs/rules/valid-token-expiration.md",
    },
  ]);
});

test("warns where the pod does not ask for the webhook", () => {
  const files = manifests('        azure.workload.identity/use: "true"\n', "", onPod("600"));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-token-expiration",
      severity: "warning",
      environment: "artefacts",
      message: 'the token of Deployment orders/api is to live "600" seconds',
      at: {
        file: "orders.yaml",
        line: 60,
        resource: "Deployment orders/api",
        field: 'spec.template.metadata.annotations["azure.workload.identity/service-account-token-expiration"]',
      },
      got: "600",
      allowed: "3600 to 86400 seconds",
      fix: 'write azure.workload.identity/service-account-token-expiration: "3600", or remove it',
      shows: "token expiration 600 not valid. Expected value to be between 3600 and 86400",
      related: [],
      docs: "docs/rules/valid-token-expiration.md",
    },
  ]);
});

test("fails when the token of a service account lives too long", () => {
  const files = manifests(
    "  annotations:\n    azure.",
    '  annotations:\n    azure.workload.identity/service-account-token-expiration: "86401"\n    azure.',
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-token-expiration",
      severity: "error",
      environment: "artefacts",
      message: 'the token of ServiceAccount orders/api is to live "86401" seconds',
      at: {
        file: "orders.yaml",
        line: 7,
        resource: "ServiceAccount orders/api",
        field: 'metadata.annotations["azure.workload.identity/service-account-token-expiration"]',
      },
      got: "86401",
      allowed: "3600 to 86400 seconds",
      fix: 'write azure.workload.identity/service-account-token-expiration: "3600", or remove it',
      shows: "token expiration 86401 not valid. Expected value to be between 3600 and 86400",
      related: [],
      docs: "docs/rules/valid-token-expiration.md",
    },
  ]);
});

test("takes an hour and a day", () => {
  const files = manifests(
    "  annotations:\n    azure.",
    '  annotations:\n    azure.workload.identity/service-account-token-expiration: "86400"\n    azure.',
    onPod("3600"),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
