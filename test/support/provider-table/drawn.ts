import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  entraApplication,
  existingIdentity,
  file,
  managedIdentity,
  nodeIdentity,
  syncedSecret,
  tlsSecret,
} from "../../../model/index.js";
import { api, healthy } from "../descriptions.js";
import { type Manifest, manifestsOf, parseManifests } from "../synthesis.js";
import { vault } from "./row.js";

/** Ids of identities that exist already, all different. */
const existing = {
  clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d",
  principalId: "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9",
};
const assigned = {
  clientId: "3c81d5e9-0f47-4a62-b9d3-58e6a1c7f204",
  principalId: "91d4b7a2-6e35-4c08-8f1b-d02c5e93a764",
};
const ofNodes = { principalIds: ["e5a09c38-4d71-4b2f-a6c8-1f93b7d250e4"] };

/** Every kind of identity, and where it comes from. */
const identities = [
  managedIdentity("federated"),
  managedIdentity("bound", { trust: "identity-binding" }),
  entraApplication("application"),
  existingIdentity("existing", existing),
  nodeIdentity("add-on"),
  nodeIdentity("user-assigned", { from: "user-assigned", ...assigned }),
  nodeIdentity("system-assigned", { from: "system-assigned", ...ofNodes }),
];

const pair = file(vault.objects.server, { as: "secret", alias: "tls/server.pem", format: "pem", permission: "0444" });
const history = file(vault.objects.password, { versionHistory: 3, version: "latest", encoding: "utf-8" });
const mounts = [
  {
    path: "/mnt/secrets",
    objects: [pair, history, vault.objects.signing, vault.objects.server],
    sync: [tlsSecret("tls", pair), syncedSecret("password", { PASSWORD: history })],
  },
];

const described = (["public", "usgovernment", "china"] as const).flatMap((cloud) =>
  manifestsOf(
    healthy({
      cloud,
      vaults: [vault],
      workloads: identities.map((identity) => api({ identity, mounts, namespace: identity.key }, identity.key)),
    }),
  ),
);

/** The manifests in `dist`. */
function committed(): readonly Manifest[] {
  const folder = join(import.meta.dirname, "../../../dist/k8s");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .flatMap((path) => parseManifests(new Map([[path, readFileSync(join(folder, path), "utf8")]])));
}

/** The manifests of every identity in every cloud, with every kind of file, and those of `dist`. */
export const everything: readonly Manifest[] = [...described, ...committed()];
