import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

function withAttribute(line: string): Files {
  const named = "              secretProviderClass: api-vault\n";
  return manifests(named, `${named}              ${line}\n`);
}

const ALWAYS = {
  rule: "no-attribute-override",
  environment: "artefacts",
  docs: "docs/rules/no-attribute-override.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("no-attribute-override", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when a pod overrides the vault of its class", () => {
  const files = withAttribute("keyvaultName: kv-other");

  const findings = findingsOf("no-attribute-override", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "Deployment orders/api overrides keyvaultName of SecretProviderClass orders/api-vault with another value",
      at: {
        file: "orders.yaml",
        line: 88,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes.keyvaultName",
      },
      got: '"kv-other"',
      allowed: "volumeAttributes with secretProviderClass alone",
      fix: "remove it, or write a class of its own with this keyvaultName",
      shows:
        'the first mount reads with "kv-other"; driver 1.5 and before read again with "kv-orders", the value of the class',
      related: [
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
        { file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault" },
      ],
    },
  ]);
});

test("fails when a pod repeats a parameter of its class", () => {
  const files = withAttribute("keyvaultName: kv-orders");

  const findings = findingsOf("no-attribute-override", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Deployment orders/api sets the attribute "keyvaultName", which belongs into the provider class',
      at: {
        file: "orders.yaml",
        line: 88,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes.keyvaultName",
      },
      got: '"kv-orders"',
      allowed: "volumeAttributes with secretProviderClass alone",
      fix: "move it into the parameters of the class, or remove it",
      shows: "nothing: driver 1.5 and before forget it when they read again",
      related: [
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
        { file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault" },
      ],
    },
  ]);
});

test("fails when a pod sets an attribute of its own", () => {
  const files = withAttribute("team: orders");

  const findings = findingsOf("no-attribute-override", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Deployment orders/api sets the attribute "team", which belongs into the provider class',
      at: {
        file: "orders.yaml",
        line: 88,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes.team",
      },
      got: '"orders"',
      allowed: "volumeAttributes with secretProviderClass alone",
      fix: "move it into the parameters of the class, or remove it",
      shows: "nothing: driver 1.5 and before forget it when they read again",
      related: [
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
        { file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault" },
      ],
    },
  ]);
});

test("leaves a misspelt secretProviderClass to another rule", () => {
  const files = manifests("secretProviderClass: api-vault", "secretproviderclass: api-vault");

  const findings = findingsOf("no-attribute-override", files);

  expect(findings).toEqual([]);
});

test("sends what belongs beside the attributes there, and not into the class", () => {
  const files = withAttribute("nodePublishSecretRef: { name: secrets-store-creds }");

  const findings = findingsOf("no-attribute-override", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api sets the attribute "nodePublishSecretRef", which belongs beside volumeAttributes',
      at: {
        file: "orders.yaml",
        line: 88,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes.nodePublishSecretRef",
      },
      got: '{"name":"secrets-store-creds"}',
      allowed: "volumeAttributes with secretProviderClass alone",
      fix: "move it into csi, beside volumeAttributes, as nodePublishSecretRef",
      shows:
        "the API server refuses the pod: json: cannot unmarshal object into Go struct field … volumeAttributes of type string",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test.each([
  ["nodePublishSecretref: creds", "nodePublishSecretRef", "warning"],
  ['readOnly: "true"', "readOnly", "warning"],
  ["readOnly: true", "readOnly", "error"],
])("says where the attribute %s belongs", (line, named, severity) => {
  const found = findingsOf("no-attribute-override", withAttribute(line)).map((one) => [one.severity, one.fix]);

  expect(found).toEqual([[severity, `move it into csi, beside volumeAttributes, as ${named}`]]);
});
