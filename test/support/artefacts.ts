import { type Finding, type Unchecked, type Verdict, verify } from "../../verify/index.js";

/** Files by their names. */
export type Files = Readonly<Record<string, string>>;

/** Day that tests are judged on. */
export const TODAY = "2026-11-22";

export const TENANT = "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45";
export const CLIENT_ID = "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36";
export const PRINCIPAL_ID = "c47d1e80-2f95-4b63-9c0a-8e6b3a51d274";
export const ISSUER = `https://westeurope.oic.prod-aks.azure.com/${TENANT}/7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43/`;

const MANIFESTS = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: api
  namespace: orders
  annotations:
    azure.workload.identity/client-id: "${CLIENT_ID}"
---
apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: api-vault
  namespace: orders
spec:
  provider: azure
  parameters:
    clientID: "${CLIENT_ID}"
    tenantID: "${TENANT}"
    keyvaultName: kv-orders
    objects: |
      array:
        - |
          objectName: db-password
          objectType: secret
        - |
          objectName: ingress
          objectType: secret
          objectAlias: tls/ingress.pem
        - |
          objectName: signing
          objectType: key
  secretObjects:
    - secretName: api-database
      type: Opaque
      data:
        - objectName: db-password
          key: PASSWORD
    - secretName: api-tls
      type: kubernetes.io/tls
      data:
        - objectName: tls/ingress.pem
          key: tls.crt
        - objectName: tls/ingress.pem
          key: tls.key
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: orders
  annotations:
    secret.reloader.stakater.com/reload: api-database
spec:
  replicas: 2
  selector:
    matchLabels:
      app: api
  template:
    metadata:
      labels:
        app: api
        azure.workload.identity/use: "true"
    spec:
      serviceAccountName: api
      securityContext:
        runAsUser: 10001
        runAsNonRoot: true
      containers:
        - name: app
          image: registry.example.com/orders/api:1.4.2
          env:
            - name: DATABASE_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: api-database
                  key: PASSWORD
          volumeMounts:
            - name: vault
              mountPath: /mnt/secrets
              readOnly: true
      volumes:
        - name: vault
          csi:
            driver: secrets-store.csi.k8s.io
            readOnly: true
            volumeAttributes:
              secretProviderClass: api-vault
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  namespace: orders
spec:
  tls:
    - hosts: [orders.example.com]
      secretName: api-tls
`;

const TERRAFORM = {
  terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version: ">= 4.81.0, < 6.0.0" } } },
  provider: { azurerm: [{ features: [{}], tenant_id: TENANT }] },
  resource: {
    azurerm_resource_group: { orders: { name: "orders-rg", location: "westeurope" } },
    azurerm_kubernetes_cluster: {
      main: {
        name: "aks-orders",
        location: "westeurope",
        resource_group_name: "${azurerm_resource_group.orders.name}",
        dns_prefix: "orders",
        kubernetes_version: "1.36",
        oidc_issuer_enabled: true,
        workload_identity_enabled: true,
        key_vault_secrets_provider: { secret_rotation_enabled: true, secret_rotation_interval: "2m" },
        default_node_pool: { name: "system", vm_size: "Standard_D4s_v5", node_count: 3 },
        identity: { type: "SystemAssigned" },
        node_provisioning_profile: { mode: "Manual" },
      },
    },
    azurerm_key_vault: {
      orders: {
        name: "kv-orders",
        location: "westeurope",
        resource_group_name: "${azurerm_resource_group.orders.name}",
        tenant_id: TENANT,
        sku_name: "standard",
        rbac_authorization_enabled: true,
      },
    },
    azurerm_user_assigned_identity: {
      api: { name: "orders-api", location: "westeurope", resource_group_name: "${azurerm_resource_group.orders.name}" },
    },
    azurerm_federated_identity_credential: {
      api: {
        name: "orders-api",
        user_assigned_identity_id: "${azurerm_user_assigned_identity.api.id}",
        issuer: "${azurerm_kubernetes_cluster.main.oidc_issuer_url}",
        subject: "system:serviceaccount:orders:api",
        audience: ["api://AzureADTokenExchange"],
      },
    },
    azurerm_role_assignment: {
      secrets: {
        scope: "${azurerm_key_vault.orders.id}",
        role_definition_name: "Key Vault Secrets User",
        principal_id: "${azurerm_user_assigned_identity.api.principal_id}",
        principal_type: "ServicePrincipal",
      },
      signing: {
        scope: "${azurerm_key_vault.orders.id}/keys/signing",
        role_definition_name: "Key Vault Reader",
        principal_id: "${azurerm_user_assigned_identity.api.principal_id}",
        principal_type: "ServicePrincipal",
      },
    },
  },
  output: {
    api: {
      value: {
        clientId: "${azurerm_user_assigned_identity.api.client_id}",
        principalId: "${azurerm_user_assigned_identity.api.principal_id}",
      },
    },
    issuer: { value: "${azurerm_kubernetes_cluster.main.oidc_issuer_url}" },
    vault_objects: {
      value: { "kv-orders": { secrets: ["db-password"], certificates: ["ingress"], keys: ["signing"] } },
    },
  },
};

const OUTPUTS = {
  api: { sensitive: false, type: "map", value: { clientId: CLIENT_ID, principalId: PRINCIPAL_ID } },
  issuer: { sensitive: false, type: "string", value: ISSUER },
};

/** Names of the healthy files. */
export const FILE = { manifests: "orders.yaml", terraform: "azure/main.tf.json", outputs: "azure.json" } as const;

/** A small world in which every link holds, by hand: nothing of it is written by this project. */
export const healthyFiles: Files = {
  [FILE.manifests]: MANIFESTS,
  [FILE.terraform]: `${JSON.stringify(TERRAFORM, null, 2)}\n`,
  [FILE.outputs]: `${JSON.stringify(OUTPUTS, null, 2)}\n`,
};

/** The same files with a piece of one replaced; throws where the piece is not there exactly once. */
export function replaced(file: string, from: string, to: string, files: Files = healthyFiles): Files {
  const text = files[file] ?? "";
  const pieces = text.split(from);
  if (pieces.length !== 2) {
    throw new Error(`${JSON.stringify(from)} stands ${pieces.length - 1} times in ${file}`);
  }
  return { ...files, [file]: pieces.join(to) };
}

/** The same files with their manifests changed. */
export function manifests(from: string, to: string, files: Files = healthyFiles): Files {
  return replaced(FILE.manifests, from, to, files);
}

/** The same files with their Terraform changed, as a value. */
export function terraform(change: (config: typeof TERRAFORM) => unknown, files: Files = healthyFiles): Files {
  const config = JSON.parse(files[FILE.terraform] ?? "") as typeof TERRAFORM;
  change(config);
  return { ...files, [FILE.terraform]: `${JSON.stringify(config, null, 2)}\n` };
}

/** The same files without one. */
export function without(file: string, files: Files = healthyFiles): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name !== file));
}

/** The verdict on files, as one environment unless their folders say otherwise. */
export function verdictOf(files: Files): Verdict {
  const sources = Object.entries(files).map(([file, content]) => ({ file, content }));
  return verify(sources, { today: TODAY });
}

/** What is found in files, of all environments. */
function findingsIn(files: Files): readonly Finding[] {
  return verdictOf(files).environments.flatMap(({ findings }) => findings);
}

/** What one rule finds in files. */
export function findingsOf(rule: string, files: Files): readonly Finding[] {
  return findingsIn(files).filter((finding) => finding.rule === rule);
}

/** What one rule could not decide in files. */
export function uncheckedOf(rule: string, files: Files): readonly Unchecked[] {
  const all = verdictOf(files).environments.flatMap(({ unchecked }) => unchecked);
  return all.filter((unchecked) => unchecked.rule === rule);
}
