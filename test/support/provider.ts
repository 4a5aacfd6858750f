import { normalize } from "node:path/posix";
import { parseDocument } from "yaml";
import type { Manifest } from "./synthesis.js";

/**
 * What provider and driver check of a SecretProviderClass before anything is asked of Azure, in their order and with
 * their messages, so that a class which the project draws can be held against it. Pod, token and network are taken for
 * granted.
 *
 * @see https://github.com/Azure/secrets-store-csi-driver-provider-azure (pkg/provider/provider.go, validate.go)
 * @see https://github.com/kubernetes-sigs/secrets-store-csi-driver (pkg/util/fileutil, pkg/util/secretutil)
 */

/** Why a pod that mounts the class would not start; nothing where only Azure can still refuse. */
export function mountError(providerClass: Manifest): string | undefined {
  const [first] = mountErrors(providerClass);
  return first;
}

/** Why Secrets of the class would not be written. */
export function syncErrors(providerClass: Manifest): readonly string[] {
  const files = filesOf(providerClass);
  return secretObjectsOf(providerClass).flatMap(({ secretName, type, data = [] }) => [
    ...(secretName ? [] : ["secret name is empty"]),
    ...(type ? [] : ["secret type is empty"]),
    ...(data.length > 0 ? [] : ["data is empty"]),
    ...data.flatMap(({ objectName, key }) => [
      ...(key ? [] : ["key in secretObjects.data is empty"]),
      ...(files.includes(objectName) ? [] : [`file matching objectName ${objectName} not found in the pod`]),
      ...(type !== "kubernetes.io/tls" || key === "tls.key" || key === "tls.crt"
        ? []
        : [`key '${key}' is not supported. Only 'tls.key' and 'tls.crt' are supported`]),
    ]),
  ]);
}

/** Paths of the files that the class asks for. Of two with one path the driver keeps the last. */
export function filesOf(providerClass: Manifest): readonly string[] {
  return objectsOf(providerClass).flatMap((object) => {
    const name = fileName(object);
    const versions = Number(object.objectVersionHistory ?? 0);
    return versions > 1 ? Array.from({ length: versions }, (_, index) => `${name}/${index}`) : [name];
  });
}

/** The provider's objects, read out of YAML in YAML. */
export function objectsOf(providerClass: Manifest): readonly ProviderObject[] {
  const { array } = parseDocument(parameterOf(providerClass, "objects")).toJS() as {
    readonly array: readonly string[];
  };
  return array.map((item) => parseDocument(item).toJS() as ProviderObject);
}

/** A parameter as the provider reads it: without blanks around it, empty where it is not set. */
export function parameterOf({ spec }: Manifest, name: string): string {
  return ((spec?.parameters as Readonly<Record<string, string>>)?.[name] ?? "").trim();
}

type ProviderObject = Readonly<Record<string, string | number>>;

interface SecretObject {
  readonly secretName?: string;
  readonly type?: string;
  readonly data?: readonly { readonly objectName: string; readonly key: string }[];
}

const FLAGS = ["usePodIdentity", "useVMManagedIdentity", "useAzureTokenProxy"] as const;
const CLOUDS = /^Azure(Public|China|German|USGovernment)?Cloud$|^AzureUSGovernment$/i;

function* mountErrors(providerClass: Manifest): Iterable<string> {
  const parameter = (name: string) => parameterOf(providerClass, name);
  for (const flag of FLAGS) {
    if (!/^(|1|0|[tT]|[fF]|TRUE|true|True|FALSE|false|False)$/.test(parameter(flag))) {
      yield `failed to parse ${flag} flag, error: strconv.ParseBool: parsing "${parameter(flag)}": invalid syntax`;
    }
  }
  const modes = FLAGS.filter((flag) => /^(1|t|true)$/i.test(parameter(flag)));
  if (modes.length > 1) {
    yield `only one identity mode can be enabled at a time: ${FLAGS[0]}, ${FLAGS[1]}, or ${FLAGS[2]}`;
  }
  if (parameter("keyvaultName") === "") {
    yield "keyvaultName is not provided";
  }
  if ((parameter("tenantID") || parameter("tenantId")) === "") {
    yield "tenantId is not provided";
  }
  const cloud = parameter("cloudName");
  if (cloud !== "" && !CLOUDS.test(cloud)) {
    const cause = `autorest/azure: There is no cloud environment matching the name "${cloud.toUpperCase()}"`;
    yield `cloudName ${cloud} is not valid, error: ${cause}`;
  }
  if (parameter("clientID") === "" && !modes.some((mode) => mode !== "useAzureTokenProxy")) {
    yield modes.length > 0
      ? "failed to build auth config for mode AzureTokenProxy: clientID is required for identity binding"
      : "failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set";
  }
  yield* objectErrors(providerClass);
  const vault = parameter("keyvaultName");
  if (vault.length < 3 || vault.length > 24) {
    yield `failed to get vault: Invalid vault name: "${vault}", must be between 3 and 24 chars`;
  }
  if (!/^[-A-Za-z0-9]+$/.test(vault)) {
    yield `failed to get vault: Invalid vault name: "${vault}", must match [-a-zA-Z0-9]{3,24}`;
  }
  for (const { objectType = "" } of objectsOf(providerClass)) {
    if (!["secret", "key", "cert"].includes(String(objectType))) {
      yield "Invalid vaultObjectTypes. Should be secret, key, or cert";
    }
  }
  yield* pathErrors(filesOf(providerClass));
}

function* objectErrors(providerClass: Manifest): Iterable<string> {
  const text = parameterOf(providerClass, "objects");
  if (text === "") {
    yield "objects is not set";
  }
  const outer = parseDocument(text);
  const array = (outer.errors.length === 0 && outer.toJS()?.array) || [];
  if (outer.errors.length > 0 || array.some((item: unknown) => typeof item !== "string")) {
    yield "failed to yaml unmarshal objects, error:";
  }
  for (const [index, item] of array.entries()) {
    const inner = parseDocument(item);
    const object: ProviderObject = inner.toJS();
    if (inner.errors.length > 0 || !Number.isInteger(object.objectVersionHistory ?? 0)) {
      yield `unmarshal failed for keyVaultObjects at index ${index}, error:`;
    }
    const { objectType, objectName, objectVersion = "" } = object;
    const which = `objectType:${objectType}, objectName:${objectName}, objectVersion:${objectVersion}`;
    for (const error of [...contentErrors(object), ...nameErrors(fileName(object))]) {
      yield `failed to get ${which}: ${error}`;
    }
  }
  if (array.length === 0) {
    yield "missing object versions";
  }
}

function* contentErrors({ objectType, objectFormat, objectEncoding }: ProviderObject): Iterable<string> {
  if (objectFormat !== undefined && !/^(pem|pfx)$/i.test(String(objectFormat))) {
    yield `invalid objectFormat: ${objectFormat}, should be PEM or PFX`;
  }
  if (objectFormat === "pfx" && objectType !== "secret") {
    yield "PFX format only supported for objectType: secret";
  }
  if (objectEncoding !== undefined && objectType !== "secret") {
    yield "objectEncoding only supported for objectType: secret";
  }
  if (objectEncoding !== undefined && !/^(hex|base64|utf-8)$/i.test(String(objectEncoding))) {
    yield `invalid objectEncoding: ${objectEncoding}, should be hex, base64 or utf-8`;
  }
}

function* nameErrors(name: string): Iterable<string> {
  if (name === "") {
    yield "file name must not be empty";
  }
  if (name.startsWith("/")) {
    yield "file name must be a relative path";
  }
  if (name.includes("..")) {
    yield "file name must not contain '..'";
  }
}

function* pathErrors(paths: readonly string[]): Iterable<string> {
  for (const path of paths) {
    if (normalize(path) !== path || path.endsWith("/")) {
      yield `invalid filepath: "${path}"`;
    }
    if (Buffer.byteLength(path) > 4096) {
      yield "invalid path: must be less than or equal to 4096 characters";
    }
    if (path.split("/").some((segment) => Buffer.byteLength(segment) > 255)) {
      yield "invalid path: filenames must be less than or equal to 255 characters";
    }
  }
}

function fileName({ objectAlias, objectName }: ProviderObject): string {
  return String(objectAlias || (objectName ?? "")).trim();
}

function secretObjectsOf({ spec }: Manifest): readonly SecretObject[] {
  return (spec?.secretObjects ?? []) as readonly SecretObject[];
}
