import { deployment, type Environment, environment, existingCluster, keyVault, secret } from "../../model/index.js";
import type { DeploymentProps, WorkloadProps } from "../../model/workload.js";

/** A vault with two secrets. */
export const vault = keyVault({
  name: "kv-orders",
  objects: { dbPassword: secret("db-password"), apiKey: secret("api-key") },
});

/** What every kind of workload with pods asks for: one container that mounts a secret of {@link vault}. */
export const basics = {
  namespace: "orders",
  image: "busybox:1.36",
  mounts: [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword] }],
} as const satisfies WorkloadProps;

/** A Deployment of the {@link basics}, but for what the test says otherwise. */
export function api(props: Partial<DeploymentProps> = {}, name = "api") {
  return deployment(name, { ...basics, ...props });
}

/** A valid environment with one workload on an existing cluster, but for what the test says otherwise. */
export function healthy(props: Partial<Environment> = {}): Environment {
  return environment({
    name: "test",
    tenantId: "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45",
    subscriptionId: "a9e20d47-3c8f-4b15-96d1-0f7e5b28c34d",
    location: "westeurope",
    resourceGroup: "orders-rg",
    cluster: existingCluster({ name: "aks-shared", resourceGroup: "platform-rg" }),
    vaults: [vault],
    workloads: [api()],
    ...props,
  });
}

/** What the compiler would have refused, as it arrives where none stood before the run. */
export function untyped(value: unknown) {
  return value as never;
}
