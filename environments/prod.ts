import {
  attach,
  certificate,
  cronJob,
  deployment,
  environment,
  existingNetwork,
  file,
  key,
  keyVault,
  linuxPool,
  managedIdentity,
  newActionGroup,
  newCluster,
  newLogWorkspace,
  newNamespace,
  olderVersion,
  secret,
  syncedSecret,
  tlsSecret,
  windowsPool,
} from "../model/index.js";

/**
 * Hardened: a given network, a private vault and one that lets in the nodes and one office, audit log and alerts,
 * managed Prometheus, Entra sign-in, and two teams that deploy apart from the platform. In the cluster: Windows and Linux
 * workloads, a chart of somebody else's, restarts on new values, guardrails, quotas, and Argo CD.
 */

const network = existingNetwork({
  name: "vnet-prod",
  resourceGroup: "network-rg",
  subnets: { nodes: "snet-aks", endpoints: "snet-endpoints" },
});

/** Where people and pipelines come from. */
const office = "203.0.113.0/28";

const shopVault = keyVault({
  name: "kv-prod-shop-12345",
  network: { access: "private", subnet: network.subnets.endpoints },
  objects: {
    databasePassword: secret("database-password"),
    sessionKey: secret("session-key"),
    storefront: certificate("storefront"),
  },
});

/** Two teams read from this one, so each is let at what it mounts and at nothing else. */
const signingVault = keyVault({
  name: "kv-prod-signing-12345",
  sku: "premium",
  accessScope: "object",
  // The pipeline that deploys the platform; whoever else plans leaves its rights alone.
  objectsWriter: "71b3f0a8-2d5e-4c96-8f14-a60d9e7b35c2",
  network: { access: "restricted", ranges: [office], subnets: [network.subnets.nodes] },
  objects: {
    receipts: key("receipts", {
      create: { type: "EC-HSM", curve: "P-256", rotation: { every: "P11M", expireAfter: "P1Y" } },
    }),
    partner: certificate("partner", { create: { subject: "CN=partner.example.com", validityMonths: 6 } }),
    paymentGateway: secret("payment-gateway"),
  },
});

const storefrontTls = file(shopVault.objects.storefront, { as: "secret", alias: "tls/storefront.pem" });
const storefrontSecret = tlsSecret("storefront-tls", storefrontTls);
const sessionKey = file(shopVault.objects.sessionKey, { versionHistory: 2 });
const sessionSecret = syncedSecret("storefront-session", {
  CURRENT: sessionKey,
  PREVIOUS: olderVersion(sessionKey, 1),
});

const sundayNight = {
  frequency: "Weekly",
  interval: 1,
  day_of_week: "Sunday",
  start_time: "02:00",
  utc_offset: "+00:00",
};

const windows = windowsPool("win");

const shop = newNamespace("shop", { quota: { pods: "40", "requests.cpu": "8", "requests.memory": "16Gi" } });
const payments = newNamespace("payments", { quota: { pods: "40", "requests.cpu": "8", "requests.memory": "16Gi" } });
const shopIdentity = managedIdentity("shop");

export default environment({
  name: "prod",
  tenantId: "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91",
  subscriptionId: "1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015",
  location: "westeurope",
  resourceGroup: "prod-rg",
  tags: { environment: "prod", owner: "platform" },
  state: { resourceGroup: "state-rg", storageAccount: "stprodstate12345", container: "tfstate" },
  networks: [network],
  cluster: newCluster({
    name: "aks-prod",
    kubernetesVersion: "1.35",
    tier: "Standard",
    systemPool: {
      dedicated: true,
      nodes: { min: 3, max: 5 },
      zones: ["1", "2", "3"],
      subnet: network.subnets.nodes,
    },
    pools: [linuxPool("apps", { nodes: { min: 3, max: 12 }, zones: ["1", "2", "3"] }), windows],
    network: {
      policy: "calico",
      podRange: "10.244.0.0/16",
      serviceRange: "10.100.0.0/16",
      dnsServiceIp: "10.100.0.10",
    },
    apiServer: { access: "ranges", ranges: [office] },
    runCommand: false,
    entra: { adminGroups: ["4c9d2e71-8a05-4f3b-b6d8-1e72a90c53f4"] },
    rotation: { interval: "5m" },
  }),
  // What the options do not cover: when AKS may upgrade by itself.
  overrides: {
    "azurerm_kubernetes_cluster.cluster": {
      maintenance_window_auto_upgrade: { ...sundayNight, duration: 4 },
      maintenance_window_node_os: { ...sundayNight, duration: 8 },
    },
  },
  vaults: [shopVault, signingVault],
  monitoring: {
    workspace: newLogWorkspace({ retentionDays: 365 }),
    actionGroup: newActionGroup({ shortName: "prod", emails: { platform: "platform@example.com" } }),
    prometheus: true,
  },
  // Ingress to kube-system is restricted in this cluster.
  scraping: { networkPolicy: true },
  guardrails: {
    classWriters: ["e2a7c51b-94d0-4f38-8b6e-2d71f05a9c84"],
    deployers: ["5f80d3c6-1b9e-4a27-b4c5-93e6a72f1d08", "a91c6e4f-37d2-4b85-9e01-6c58d2b7f340"],
  },
  argoCd: { repository: "https://git.example.com/platform/aks-key-vault.git", project: "key-vault" },
  patches: {
    "Deployment/shop/storefront": [{ op: "add", path: "/spec/revisionHistoryLimit", value: 3 }],
  },
  workloads: [
    deployment("storefront", {
      team: "shop",
      namespace: shop,
      image: "busybox:1.36",
      // It serves a page and knows nothing of files that change, so it is restarted when the vault has a new version.
      command: ["httpd", "-f", "-p", "8080", "-h", "/srv"],
      ports: { http: 8080 },
      probes: { readiness: { tcp: "http" }, liveness: { tcp: "http", period: 20 } },
      scratch: ["/srv"],
      replicas: 3,
      identity: shopIdentity,
      onRotation: "restart",
      mounts: [
        {
          path: "/mnt/secrets",
          objects: [storefrontTls, sessionKey, shopVault.objects.databasePassword],
          sync: [storefrontSecret, sessionSecret],
        },
        { path: "/mnt/signing", objects: [signingVault.objects.receipts] },
      ],
      env: { SESSION_KEY: sessionSecret.keys.CURRENT },
    }),
    // Another team's Helm chart, which reads the same password.
    attach("search", {
      team: "shop",
      namespace: shop,
      identity: shopIdentity,
      onRotation: "restart",
      mounts: [{ path: "/mnt/secrets", objects: [shopVault.objects.databasePassword] }],
    }),
    deployment("invoices", {
      team: "payments",
      namespace: payments,
      image: "busybox:1.36",
      // It reads its files again whenever it needs them.
      command: ["sh", "-c", "while true; do cat /mnt/signing/receipts > /dev/null; sleep 60; done"],
      probes: { liveness: { exec: ["test", "-r", "/mnt/signing/receipts"] } },
      replicas: 2,
      onRotation: "watch",
      mounts: [
        {
          path: "/mnt/signing",
          objects: [signingVault.objects.receipts, signingVault.objects.partner, signingVault.objects.paymentGateway],
        },
      ],
    }),
    deployment("terminal", {
      team: "payments",
      namespace: payments,
      pool: windows,
      image: "mcr.microsoft.com/windows/nanoserver:ltsc2022",
      command: ["cmd", "/c", "ping -t localhost > NUL"],
      onRotation: "restart",
      mounts: [{ path: String.raw`c:\secrets`, objects: [signingVault.objects.paymentGateway] }],
    }),
    cronJob("settlement", {
      team: "payments",
      namespace: payments,
      image: "busybox:1.36",
      command: ["sh", "-c", "test -s /mnt/signing/payment-gateway"],
      schedule: "30 2 * * 1-5",
      timeZone: "Europe/Amsterdam",
      serviceAccount: "invoices",
      activeDeadlineSeconds: 900,
      mounts: [{ path: "/mnt/signing", objects: [signingVault.objects.paymentGateway] }],
    }),
  ],
});
