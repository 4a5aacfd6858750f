import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizeInfra } from "../../infra/index.js";
import { synthesizeKubernetes } from "../../k8s/index.js";
import { type Environment, resolve } from "../../model/index.js";

/** Files by their path below the folder that they are written to. */
export type Written = Readonly<Record<string, string>>;

interface Output {
  readonly issuer: string;
  readonly identities: Readonly<Record<string, { readonly clientId: string; readonly principalId: string }>>;
}

/**
 * Both halves of an environment as they are after its deployment, in folders as `dist` and `bindings` have them. What only
 * Azure knows is made up: an id is derived from the expression that stands for it.
 */
export function deployed(description: Environment): Written {
  const environment = resolve(description);
  const stacks = stacksOf(environment);
  const platform = stacks.get(environment.name) ?? "{}";
  const outputs = new Map([...stacks].map(([name, text]) => [name, printed(text, platform, environment)]));
  const clientIds = new Map(
    [...outputs].map(([name, { identities }]) => [
      name,
      Object.fromEntries(Object.entries(identities).map(([key, { clientId }]) => [key, clientId])),
    ]),
  );
  const { files, attachments } = synthesizeKubernetes(environment, clientIds);
  return Object.fromEntries([
    ...[...files].map(([file, text]) => [`dist/k8s/${environment.name}/${file}`, text]),
    ...[...attachments].map(([file, text]) => [`dist/attach/${environment.name}/${file}`, text]),
    ...[...stacks].map(([name, text]) => [`dist/infra/stacks/${name}/cdk.tf.json`, text]),
    ...[...outputs].map(([name, output]) => [
      `bindings/${name}.json`,
      JSON.stringify({ [name]: { [environment.outputName]: output } }),
    ]),
  ]);
}

function stacksOf(environment: ReturnType<typeof resolve>): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "akv-deployed-"));
  try {
    synthesizeInfra([environment], folder);
    const stacks = join(folder, "stacks");
    return new Map(readdirSync(stacks).map((name) => [name, readFileSync(join(stacks, name, "cdk.tf.json"), "utf8")]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What `terraform output` would print for a stack; the stack of a team reads outputs of the platform's. */
function printed(stack: string, platform: string, { outputName, tenantId }: ReturnType<typeof resolve>): Output {
  return JSON.parse(JSON.stringify(outputsOf(stack)[outputName]?.value), (_, value: unknown) =>
    typeof value === "string" && value.startsWith("${") ? known(followed(value, platform), tenantId) : value,
  ) as Output;
}

function outputsOf(stack: string): Readonly<Record<string, { readonly value: unknown }>> {
  return (JSON.parse(stack) as { readonly output: ReturnType<typeof outputsOf> }).output;
}

const OF_PLATFORM = /^\$\{data\.terraform_remote_state\.platform\.outputs\.(\w+)\.(\w+)\}$/;

/** An expression, or what it is in the platform's stack where it is one of its outputs. */
function followed(expression: string, platform: string): string {
  const [, output = "", name = ""] = OF_PLATFORM.exec(expression) ?? [];
  const value = outputsOf(platform)[output]?.value as Readonly<Record<string, string>> | undefined;
  return value?.[name] ?? expression;
}

/** What an expression is after a deployment. */
function known(expression: string, tenantId: string): string {
  const hex = createHash("sha256").update(expression).digest("hex");
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return /issuer/.test(expression) ? `https://westeurope.oic.prod-aks.azure.com/${tenantId}/${id}/` : id;
}
