import { nearest } from "../../shared/index.js";
import { parsedFlag } from "../facts/parameters.js";
import { inside } from "../reading/document.js";
import { listIn, objectIn, textIn } from "../reading/json.js";
import { readObjects } from "./objects.js";
import type { IdentityMode, Manifest, ProviderClass, SyncedSecret } from "./types.js";

/** Whether a manifest is a class of the driver, in any version. */
export function isProviderClass({ kind, apiVersion }: Manifest): boolean {
  return kind === "SecretProviderClass" && apiVersion.startsWith("secrets-store.csi.x-k8s.io/");
}

/** Reads a SecretProviderClass. */
export function providerClassOf(manifest: Manifest): ProviderClass {
  const { body, place, id, namespace, name } = manifest;
  const written = Object.entries(objectIn(body, "spec", "parameters"));
  // The API server drops what is null.
  const parameters = new Map(written.filter(([, value]) => value !== null));
  const parameter = (wanted: string) => {
    const value = parameters.get(wanted);
    const text = value === undefined || typeof value === "object" ? "" : String(value).trim();
    return text === "" ? undefined : text;
  };
  const provider = textIn(body, "spec", "provider");
  const syncedSecrets: SyncedSecret[] = [];
  const providerClass: ProviderClass = {
    id,
    place,
    manifest,
    namespace,
    name,
    provider,
    // Without a spec it is broken whoever reads it, and there is nothing to tell whose it was.
    isAzure: isAzure(provider, new Map(written)) || !Object.hasOwn(body, "spec"),
    parameters,
    parameter,
    mode: modeOf(parameter),
    tenantId: parameter("tenantID") ?? parameter("tenantId"),
    ...readObjects(id, place, parameter("objects") ?? ""),
    syncedSecrets,
  };
  listIn(body, "spec", "secretObjects").forEach((entry, index) => {
    syncedSecrets.push({
      id: `${id} secretObjects[${index}]`,
      place: inside(place, "spec", "secretObjects", index),
      providerClass,
      index,
      name: textIn(entry, "secretName")?.trim() ?? "",
      type: textIn(entry, "type")?.trim() ?? "",
      keys: listIn(entry, "data").map((item, at) => ({
        index: at,
        objectName: textIn(item, "objectName")?.trim() ?? "",
        key: textIn(item, "key")?.trim() ?? "",
      })),
    });
  });
  return providerClass;
}

/** Other providers of the driver: a class of theirs is not judged. */
const OTHERS: readonly string[] = [
  "vault",
  "gcp",
  "aws",
  "akeyless",
  "conjur",
  "oci",
  "openbao",
  "infisical",
  "e2e-provider",
];

/** Parameters, in lower case, that say Azure even where the provider says something else. */
const ONLY_AZURE: ReadonlySet<string> = new Set([
  "keyvaultname",
  "usepodidentity",
  "usevmmanagedidentity",
  "userassignedidentityid",
  "useazuretokenproxy",
]);

/** Parameters, in lower case, that say Azure where no provider is named: other providers have parameters of these names. */
const MAYBE_AZURE: ReadonlySet<string> = new Set([...ONLY_AZURE, "tenantid", "clientid", "cloudname"]);

function isAzure(provider: string | undefined, parameters: ReadonlyMap<string, unknown>): boolean {
  const named = provider?.trim() ?? "";
  if (OTHERS.includes(named)) {
    return false;
  }
  const meant = nearest(named, ["azure"]) !== undefined || /azure|key-?vault|akv/i.test(named);
  const telling = named === "" ? MAYBE_AZURE : ONLY_AZURE;
  return meant || [...parameters.keys()].some((name) => telling.has(name.toLowerCase()));
}

function modeOf(parameter: (name: string) => string | undefined): IdentityMode {
  const on = (name: string) => parsedFlag(parameter(name)) === true;
  const modes: readonly IdentityMode[] = [
    ...(on("usePodIdentity") ? (["pod-identity"] as const) : []),
    ...(on("useVMManagedIdentity") ? (["node-identity"] as const) : []),
    ...(on("useAzureTokenProxy") ? (["identity-binding"] as const) : []),
  ];
  const [mode, second] = modes;
  if (mode !== undefined) {
    return second === undefined ? mode : "conflict";
  }
  return parameter("clientID") === undefined ? "service-principal" : "workload-identity";
}
