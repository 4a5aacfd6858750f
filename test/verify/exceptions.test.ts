import { describe, expect, test } from "vitest";
import { readExceptions, verify } from "../../verify/index.js";
import { FILE, healthyFiles, manifests, TODAY } from "../support/artefacts.js";

const broken = manifests("provider: azure\n", "provider: azurekeyvault\n");

function judged(text: string, today = TODAY, files = broken) {
  const { exceptions } = readExceptions({ file: "exceptions.yaml", content: text });
  const sources = Object.entries(files).map(([file, content]) => ({ file, content }));
  const [environment] = verify(sources, { today, exceptions }).environments;
  return {
    excepted: environment?.excepted.map(({ finding, exception }) => [finding.rule, exception.reason]),
    found: environment?.findings.map(({ rule, at }) => `${rule} ${at.file}:${at.line}`),
  };
}

const rule = "valid-provider-name";

describe("an exception", () => {
  test.each(["SecretProviderClass orders/api-vault", "SecretProviderClass orders/*", "*api*", "*"])(
    "for %s answers for the finding",
    (target) => {
      const text = `exceptions:\n- {rule: ${rule}, target: "${target}", reason: migration}\n`;

      expect(judged(text)).toEqual({ excepted: [[rule, "migration"]], found: [] });
    },
  );

  test.each([
    ["another target", `{rule: ${rule}, target: "*/other", reason: x}`],
    ["another rule", `{rule: match-class, target: "*", reason: x}`],
    ["a day that is over", `{rule: ${rule}, target: "*", reason: x, until: "2026-11-21"}`],
  ])("with %s does not, and is reported", (_, entry) => {
    expect(judged(`exceptions:\n- ${entry}\n`)).toEqual({
      excepted: [],
      found: [`${rule} ${FILE.manifests}:15`, "no-unused-exception exceptions.yaml:2"],
    });
  });

  test.each([
    ["another environment", `{rule: ${rule}, target: "*", reason: x, environment: prod}`],
    ["no reason", `{rule: ${rule}, target: "*", reason: " "}`],
    ["a rule that is none", `{rule: valid-provider, target: "*", reason: x}`],
    ["nothing", "7"],
  ])("with %s does not, and is an error itself", (_, entry) => {
    expect(judged(`exceptions:\n- ${entry}\n`).found).toContain("valid-exception exceptions.yaml:2");
  });

  test("holds on its last day", () => {
    const text = `exceptions:\n- {rule: ${rule}, target: "*", reason: x, until: "${TODAY}"}\n`;

    expect(judged(text)).toEqual({ excepted: [[rule, "x"]], found: [] });
  });

  test("of a healthy world covers nothing", () => {
    const text = `exceptions:\n- {rule: ${rule}, target: "*", reason: x}\n`;

    expect(judged(text, TODAY, healthyFiles).found).toEqual(["no-unused-exception exceptions.yaml:2"]);
  });
});

test("an exception for several environments is unused only where none of them needs it", () => {
  const [manifest = "", terraform = ""] = [broken[FILE.manifests], broken[FILE.terraform]];
  const healthy = healthyFiles[FILE.manifests] ?? "";
  const sources = [
    { file: "k8s/a/m.yaml", content: healthy },
    { file: "k8s/b/m.yaml", content: manifest },
    { file: "infra/stacks/a/main.tf.json", content: terraform },
    { file: "infra/stacks/b/main.tf.json", content: terraform },
  ];
  const { exceptions } = readExceptions({
    file: "exceptions.yaml",
    content: `exceptions:\n- {rule: ${rule}, target: "*", reason: x}\n- {rule: match-class, target: "*", reason: x}\n`,
  });

  const { environments } = verify(sources, { today: TODAY, exceptions });

  const told = environments.map(({ name, findings }) => [
    name,
    findings.filter((finding) => finding.at.file === "exceptions.yaml").map(({ at }) => at.line),
  ]);
  expect(told).toEqual([
    ["a", [3]],
    ["b", []],
  ]);
});
