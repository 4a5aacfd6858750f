import { expect, test } from "vitest";
import { explainPages } from "../../../verify/explain/index.js";
import { pagesOf } from "./pages.js";

const all = [...pagesOf("error"), ...pagesOf("rule")];

const DEPLOYMENT = "orders/api-7c5ddbdf54-xk2lq";

/** What `kubectl describe pod` prints, in a terminal that breaks lines after so many characters. */
function described(events: string, columns = 92): string {
  const text = `Name:             api-7c5ddbdf54-xk2lq
Namespace:        orders
Service Account:  api
Node:             aks-user-31415926-vmss000002/10.224.0.6
Status:           Pending
Containers:
  api:
    Image:          registry.example/orders:1.4.2
    State:          Waiting
      Reason:       ContainerCreating
    Mounts:
      /mnt/secrets from vault (ro)
      /var/run/secrets/kubernetes.io/serviceaccount from kube-api-access-9x8zt (ro)
Conditions:
  PodReadyToStartContainers   False
  Ready                       False
Volumes:
  vault:
    Type:              CSI (a Container Storage Interface (CSI) volume source)
    Driver:            secrets-store.csi.k8s.io
    ReadOnly:          true
    VolumeAttributes:      secretProviderClass=orders-vault
QoS Class:                   Burstable
Tolerations:                 node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
Events:
  Type     Reason       Age                    From               Message
  ----     ------       ----                   ----               -------
  Normal   Scheduled    6m4s                   default-scheduler  Successfully assigned ${DEPLOYMENT} to aks-user
${events}
`;
  return text
    .split("\n")
    .flatMap((line) => line.match(new RegExp(`.{1,${columns}}`, "g")) ?? [""])
    .join("\n");
}

function failedMount(message: string): string {
  return `  Warning  FailedMount  118s (x10 over 6m4s)  kubelet            MountVolume.SetUp failed for volume "vault" : ${message}`;
}

function providerSays(message: string): string {
  return failedMount(
    `rpc error: code = Unknown desc = failed to mount secrets store objects for pod ${DEPLOYMENT}, err: rpc error: code = ` +
      `Unknown desc = failed to mount objects, error: ${message}`,
  );
}

function fetchSays(message: string): string {
  return providerSays(`failed to get objectType:secret, objectName:orders-db, objectVersion:: ${message}`);
}

const RULE = "-".repeat(80);

const events: readonly (readonly [string, string])[] = [
  [
    "class-not-found",
    failedMount(
      "rpc error: code = Unknown desc = failed to get secretproviderclass orders/orders-vault, error: " +
        'SecretProviderClass.secrets-store.csi.x-k8s.io "orders-vault" not found',
    ),
  ],
  [
    "provider-not-found",
    failedMount(
      `rpc error: code = Unknown desc = failed to mount secrets store objects for pod ${DEPLOYMENT}, err: error connecting ` +
        'to provider "azurekeyvault": provider not found: provider "azurekeyvault"',
    ),
  ],
  [
    "driver-not-registered",
    failedMount(
      "kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: driver name secrets-store.csi.k8s.io not found in the " +
        "list of registered CSI drivers",
    ),
  ],
  ["tenant-missing", providerSays("tenantId is not provided")],
  [
    "client-id-missing",
    providerSays(
      "failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set",
    ),
  ],
  ["object-type", fetchSays("Invalid vaultObjectTypes. Should be secret, key, or cert")],
  [
    "aadsts-700213",
    fetchSays(
      `ClientAssertionCredential authentication failed. \nPOST https://login.microsoftonline.com/0f8fad5b-d9cb-469f-a165-70867728950e/oauth2/v2.0/token
${RULE}
RESPONSE 401: 401 Unauthorized
${RULE}
{
  "error": "invalid_client",
  "error_description": "AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:orders:default'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. Trace ID: 8a2b Correlation ID: 3c4d Timestamp: 2026-11-22 09:14:03Z",
  "error_codes": [
    700213
  ]
}`,
    ),
  ],
  [
    "forbidden-by-rbac",
    fetchSays(
      `GET https://kv-shop-prod.vault.azure.net/secrets/orders-db/
${RULE}
RESPONSE 403: 403 Forbidden
ERROR CODE: Forbidden
${RULE}
{
  "error": {
    "code": "Forbidden",
    "message": "Caller is not authorized to perform action on resource.\\r\\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\\r\\nCaller: appid=6f1b;oid=7c9e\\r\\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\\r\\nAssignment: (not found)",
    "innererror": {
      "code": "ForbiddenByRbac"
    }
  }
}`,
    ),
  ],
  [
    "forbidden-by-connection",
    fetchSays(
      `GET https://kv-shop-prod.vault.azure.net/secrets/orders-db/
${RULE}
RESPONSE 403: 403 Forbidden
ERROR CODE: Forbidden
${RULE}
{"error":{"code":"Forbidden","message":"Public network access is disabled and request is not from a trusted service nor via an approved private link.\\r\\nCaller: appid=6f1b","innererror":{"code":"ForbiddenByConnection"}}}`,
    ),
  ],
  [
    "object-not-found",
    fetchSays(
      `GET https://kv-shop-prod.vault.azure.net/secrets/orders-db/
${RULE}
RESPONSE 404: 404 Not Found
ERROR CODE: SecretNotFound
${RULE}
{
  "error": {
    "code": "SecretNotFound",
    "message": "A secret with (name/id) orders-db was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command."
  }
}`,
    ),
  ],
  [
    "vault-name-not-resolved",
    fetchSays(
      'Get "https://kv-shop-prd.vault.azure.net/secrets/orders-db/?api-version=7.5": dial tcp: lookup ' +
        "kv-shop-prd.vault.azure.net on 168.63.129.16:53: no such host",
    ),
  ],
  [
    "sync-file-not-found",
    `  Warning  FailedToCreateSecret  3s (x4 over 21s)  csi-secrets-store-controller  failed to get data in spc orders/orders-vault for secret orders-env, err: file matching objectName db_password not found in the pod`,
  ],
  [
    "container-config-error",
    `  Normal   Pulled  2s (x5 over 48s)  kubelet  Container image "registry.example/orders:1.4.2" already present on machine
  Warning  Failed  2s (x5 over 48s)  kubelet  Error: secret "orders-env" not found`,
  ],
];

test.each(events)("%s is found first in the description of a pod", (id, event) => {
  expect(explainPages(all, described(event))[0]).toMatchObject({ reason: "text", page: { id } });
});

test.each(events)("%s is found first where lines are broken early and words with them", (id, event) => {
  expect(explainPages(all, described(event, 67))[0]).toMatchObject({ reason: "text", page: { id } });
});

test.each(events)("%s is found first in the event as JSON", (id, event) => {
  const json = JSON.stringify({ kind: "Event", reason: "FailedMount", message: event, type: "Warning" });

  expect(explainPages(all, json)[0]).toMatchObject({ reason: "text", page: { id } });
});

test("the description of a healthy pod is explained by nothing", () => {
  expect(explainPages(all, described("")).filter(({ reason }) => reason !== "guess")).toEqual([]);
});

test("a message of Terraform is found in its frame and through its colours", () => {
  const red = "\u001b[31m";
  const plain = "\u001b[0m";
  const output = `${red}╷${plain}
${red}│${plain} ${red}Error: ${plain}Missing required argument
${red}│${plain}
${red}│${plain}   on cdk.tf.json line 84, in resource.azurerm_key_vault.shop:
${red}│${plain}   84:       }
${red}│${plain}
${red}│${plain} The argument "rbac_authorization_enabled" is required, but no definition was
${red}│${plain} found.
${red}╵${plain}`;

  expect(explainPages(all, output)[0]?.page.id).toBe("azurerm-5-schema");
});
