import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { ValidatingAdmissionPolicy } from "kubernetes-models/admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy";
import { ValidatingAdmissionPolicyBinding } from "kubernetes-models/admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding";
import { DaemonSet } from "kubernetes-models/apps/v1/DaemonSet";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { StatefulSet } from "kubernetes-models/apps/v1/StatefulSet";
import { CronJob } from "kubernetes-models/batch/v1/CronJob";
import { Job } from "kubernetes-models/batch/v1/Job";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import { ClusterRole } from "kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRole";
import { ClusterRoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRoleBinding";
import { RoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { Namespace } from "kubernetes-models/v1/Namespace";
import { Pod } from "kubernetes-models/v1/Pod";
import { ResourceQuota } from "kubernetes-models/v1/ResourceQuota";
import { Service } from "kubernetes-models/v1/Service";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "./synthesis.js";

/** Models of the kinds that the project writes, with the validators made from the API server's own schema. */
const models: Readonly<Record<string, new (data: never) => { validate(): void }>> = {
  "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy": ValidatingAdmissionPolicy,
  "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding": ValidatingAdmissionPolicyBinding,
  "apps/v1/DaemonSet": DaemonSet,
  "apps/v1/Deployment": Deployment,
  "apps/v1/StatefulSet": StatefulSet,
  "batch/v1/CronJob": CronJob,
  "batch/v1/Job": Job,
  "networking.k8s.io/v1/NetworkPolicy": NetworkPolicy,
  "policy/v1/PodDisruptionBudget": PodDisruptionBudget,
  "rbac.authorization.k8s.io/v1/ClusterRole": ClusterRole,
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": ClusterRoleBinding,
  "rbac.authorization.k8s.io/v1/RoleBinding": RoleBinding,
  "v1/ConfigMap": ConfigMap,
  "v1/Namespace": Namespace,
  "v1/Pod": Pod,
  "v1/ResourceQuota": ResourceQuota,
  "v1/Service": Service,
  "v1/ServiceAccount": ServiceAccount,
};

type Schema = { type?: string; properties?: Record<string, Schema>; items?: Schema } & Record<string, unknown>;

/** Validators of custom resources, made from the definitions that the project keeps. */
const definitions = new Map(readDefinitions(join(import.meta.dirname, "../../imports/crds")));

function* readDefinitions(folder: string): Iterable<readonly [string, ValidateFunction]> {
  // The API server's own keywords and formats are not Ajv's.
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  for (const file of readdirSync(folder)) {
    for (const document of parseAllDocuments(readFileSync(join(folder, file), "utf8"))) {
      const { spec } = document.toJS();
      for (const { name, schema } of spec.versions) {
        yield [`${spec.group}/${name}/${spec.names.kind}`, ajv.compile(closed(schema.openAPIV3Schema))];
      }
    }
  }
}

/** What a schema has against a manifest; nothing where it is valid. A kind without a schema is a complaint. */
export function complaintsAbout(manifest: Manifest): readonly string[] {
  const kind = `${manifest.apiVersion}/${manifest.kind}`;
  const validate = definitions.get(kind);
  if (validate !== undefined) {
    validate(manifest);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
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
