import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page, type PageKind, pageOf } from "../../../verify/explain/index.js";

const docs = join(import.meta.dirname, "../../../docs");

/** Pages of one kind, as the repository has them. */
export function pagesOf(kind: PageKind): readonly Page[] {
  const folder = join(docs, kind === "rule" ? "rules" : "errors");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .sort()
    .map((file) => pageOf(kind, file.slice(0, -".md".length), readFileSync(join(folder, file), "utf8")));
}

/** Values that a cluster would show in the place of a page's variables. */
const TYPICAL: Readonly<Record<string, string>> = {
  address: "40.126.31.73:443",
  audience: "api://AKSIdentityBinding",
  class: "orders-vault",
  "client id": "6f1b3c52-7d0e-4a5f-9b8c-2d3e4f5a6b7c",
  cloud: "AzurePublicClouds",
  CLOUD: "AZUREPUBLICCLOUDS",
  details: "provider mount err: rpc error: code = Unknown",
  file: "k8s/orders.yaml",
  identity: "/subscriptions/7c9e6679-7425-40de-944b-e07fc1f90ae7/resourcegroups/rg-shop/providers/orders-id",
  issuer: "https://westeurope.oic.prod-aks.azure.com/0f8fad5b-d9cb-469f-a165-70867728950e/1b4e28ba-2fa1-11d2-883f/",
  n: "3",
  name: "orders-db",
  namespace: "Microsoft.KeyVault",
  ns: "orders",
  pod: "api-7c5ddbdf54-xk2lq",
  reason: "line 2: did not find expected key",
  server: "10.0.0.10:53",
  subject: "system:serviceaccount:orders:api",
  tenant: "0f8fad5b-d9cb-469f-a165-70867728950e",
  vault: "kv-shop-prod",
};

/** A line of a page with its variables filled in; those without a typical value get a word of their own. */
export function filled(line: string): string {
  return line.replace(/<([A-Za-z][^<>]*)>/g, (_, name: string) => TYPICAL[name] ?? "zq17");
}
