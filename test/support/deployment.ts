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
  const outputs = new Map([...stacks].map(([name, text]) => [name, printed(text, environment)]));
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

/** What `terraform output` would print for a stack. */
function printed(stack: string, { outputName, tenantId }: ReturnType<typeof resolve>): Output {
  const { output } = JSON.parse(stack) as { readonly output: Readonly<Record<string, { readonly value: unknown }>> };
  return JSON.parse(JSON.stringify(output[outputName]?.value), (_, value: unknown) =>
    typeof value === "string" && value.startsWith("${") ? known(value, tenantId) : value,
  ) as Output;
}

/** What an expression is after a deployment. */
function known(expression: string, tenantId: string): string {
  const hex = createHash("sha256").update(expression).digest("hex");
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return /issuer/.test(expression) ? `https://westeurope.oic.prod-aks.azure.com/${tenantId}/${id}/` : id;
}
