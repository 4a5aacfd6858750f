import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { Namespace } from "kubernetes-models/v1/Namespace";
import { Pod } from "kubernetes-models/v1/Pod";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import { parse } from "yaml";
import type { Manifest } from "./synthesis.js";

/** Models of the kinds that the project writes, with the validators made from the API server's own schema. */
const models: Readonly<Record<string, new (data: never) => { validate(): void }>> = {
  "v1/Namespace": Namespace,
  "v1/ServiceAccount": ServiceAccount,
  "v1/Pod": Pod,
  "apps/v1/Deployment": Deployment,
};

type Schema = { type?: string; properties?: Record<string, Schema>; items?: Schema } & Record<string, unknown>;

const crd = parse(
  readFileSync(join(import.meta.dirname, "../../imports/crds/secrets-store.csi.x-k8s.io.yaml"), "utf8"),
);
const [version] = crd.spec.versions;
const providerClass = new Ajv({ allErrors: true }).compile(closed(version.schema.openAPIV3Schema));

/** What a schema has against a manifest; nothing where it is valid. A kind without a schema is a complaint. */
export function complaintsAbout(manifest: Manifest): readonly string[] {
  const kind = `${manifest.apiVersion}/${manifest.kind}`;
  if (kind === `${crd.spec.group}/${version.name}/${crd.spec.names.kind}`) {
    providerClass(manifest);
    return (providerClass.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }
  const Model = models[kind];
  if (Model === undefined) {
    return [`there is no schema for ${kind}`];
  }
  try {
    new Model(manifest as never).validate();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** The schema, but refusing unknown fields, which the API server would drop without a word. */
function closed(schema: Schema): Schema {
  if (schema.properties === undefined) {
    return schema.items === undefined ? schema : { ...schema, items: closed(schema.items) };
  }
  const properties = Object.entries(schema.properties).map(([name, inner]) => [
    name,
    name === "metadata" ? inner : closed(inner),
  ]);
  return { ...schema, properties: Object.fromEntries(properties), additionalProperties: false };
}
