import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const IMAGE = "          image: registry.example.com/orders/api:1.4.2\n";

function running(script: string): Files {
  return manifests(IMAGE, `${IMAGE}          command: [sh, -c, '${script}']\n`);
}

function probing(path: string): Files {
  return manifests(IMAGE, `${IMAGE}          livenessProbe: { exec: { command: [test, -r, ${path}] } }\n`);
}

const ALWAYS = { rule: "match-file-path", environment: "artefacts", docs: "docs/rules/match-file-path.md" } as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("match-file-path", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when a command names a file that the class does not write", () => {
  const files = running("cat /mnt/secrets/db-pasword > /dev/null");

  const findings = findingsOf("match-file-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api container app names the file "/mnt/secrets/db-pasword", which SecretProviderClass orders/api-vault does not write',
      at: { file: "orders.yaml", line: 71, resource: "Deployment orders/api container app", field: "command[2]" },
      got: "/mnt/secrets/db-pasword",
      allowed:
        'a file of SecretProviderClass orders/api-vault: "/mnt/secrets/db-password", "/mnt/secrets/tls/ingress.pem", "/mnt/secrets/signing"',
      fix: 'write "/mnt/secrets/db-password"',
      shows: "the program or the probe: No such file or directory",
      related: [
        { file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when a probe names a file of a folder where nothing is mounted", () => {
  const files = probing("/mnt/secret/db-password");

  const findings = findingsOf("match-file-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api container app names the file "/mnt/secret/db-password", which is in no folder of a class; the class is mounted at "/mnt/secrets"',
      at: {
        file: "orders.yaml",
        line: 71,
        resource: "Deployment orders/api container app",
        field: "livenessProbe.exec.command[2]",
      },
      got: "/mnt/secret/db-password",
      allowed:
        'a file of SecretProviderClass orders/api-vault: "/mnt/secrets/db-password", "/mnt/secrets/tls/ingress.pem", "/mnt/secrets/signing"',
      fix: 'write "/mnt/secrets/db-password"',
      shows: "the program or the probe: No such file or directory",
      related: [
        { file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("finds nothing in files and folders of the class", () => {
  const files = running("cat /mnt/secrets/db-password; ls /mnt/secrets/tls /mnt/secrets/ /mnt/secrets/..data");

  const findings = findingsOf("match-file-path", files);

  expect(findings).toEqual([]);
});

test("finds nothing in other paths", () => {
  const files = running("cat /etc/db-password /mnt/other/file /srv/$NAME");

  const findings = findingsOf("match-file-path", files);

  expect(findings).toEqual([]);
});

test("finds nothing in placeholders", () => {
  const files = running("cat /mnt/secrets/$NAME /mnt/secrets/*.pem");

  const findings = findingsOf("match-file-path", files);

  expect(findings).toEqual([]);
});
