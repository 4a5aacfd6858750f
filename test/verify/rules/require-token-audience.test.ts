import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles } from "../../support/artefacts.js";

const RULE = "require-token-audience";

function driver(spec: string): string {
  return `apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata: { name: secrets-store.csi.k8s.io }
spec: { ${spec} }
`;
}

function withDriver(spec: string): Files {
  return { ...healthyFiles, "driver.yaml": driver(spec) };
}

test("finds nothing where the CSIDriver asks for the token", () => {
  const files = withDriver("podInfoOnMount: true, tokenRequests: [{ audience: api://AzureADTokenExchange }]");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when it asks for no token", () => {
  const files = withDriver("podInfoOnMount: true");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-token-audience",
      severity: "error",
      environment: "artefacts",
      message:
        'CSIDriver secrets-store.csi.k8s.io asks for no token of the audience "api://AzureADTokenExchange", which a mounted class needs',
      at: { file: "driver.yaml", line: 4, resource: "CSIDriver secrets-store.csi.k8s.io", field: "spec.tokenRequests" },
      allowed: "tokenRequests with audience api://AzureADTokenExchange",
      fix: 'add { audience: "api://AzureADTokenExchange" } to tokenRequests',
      shows: "FailedMount: … failed to parse workload identity tokens, error: service account tokens not found",
      related: [],
      docs: "docs/rules/require-token-audience.md",
    },
  ]);
});

test("fails when it asks for another token", () => {
  const files = withDriver("podInfoOnMount: true, tokenRequests: [{ audience: api://AKSIdentityBinding }]");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-token-audience",
      severity: "error",
      environment: "artefacts",
      message:
        'CSIDriver secrets-store.csi.k8s.io asks for no token of the audience "api://AzureADTokenExchange", which a mounted class needs',
      at: { file: "driver.yaml", line: 4, resource: "CSIDriver secrets-store.csi.k8s.io", field: "spec.tokenRequests" },
      got: '"api://AKSIdentityBinding"',
      allowed: "tokenRequests with audience api://AzureADTokenExchange",
      fix: 'add { audience: "api://AzureADTokenExchange" } to tokenRequests',
      shows: "FailedMount: … token for audience api://AzureADTokenExchange not found",
      related: [],
      docs: "docs/rules/require-token-audience.md",
    },
  ]);
});

test("fails when it does not tell the pod's name", () => {
  const files = withDriver("tokenRequests: [{ audience: api://AzureADTokenExchange }]");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-token-audience",
      severity: "error",
      environment: "artefacts",
      message: "CSIDriver secrets-store.csi.k8s.io does not tell the driver which pod it mounts for",
      at: {
        file: "driver.yaml",
        line: 4,
        resource: "CSIDriver secrets-store.csi.k8s.io",
        field: "spec.podInfoOnMount",
      },
      allowed: "podInfoOnMount: true",
      fix: "write podInfoOnMount: true",
      shows: "FailedMount: failed to mount objects, error: pod name is not provided",
      related: [],
      docs: "docs/rules/require-token-audience.md",
    },
  ]);
});

test("leaves alone the drivers of others", () => {
  const files = { ...healthyFiles, "driver.yaml": driver("podInfoOnMount: false").replace("secrets-store", "disk") };

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
