import type { Construct } from "constructs";
import type { ResolvedEnvironment, ResolvedStack } from "../model/index.js";
import { EnvironmentStack } from "./environment-stack.js";
import { Identities } from "./identities.js";
import { Platform } from "./platform.js";

/** What belongs to one team of an environment: its identities and their access, on the platform's cluster and vaults. */
export class TeamStack extends EnvironmentStack {
  constructor(scope: Construct, environment: ResolvedEnvironment, stack: ResolvedStack) {
    super(scope, environment, stack);
    const { vaults, resourceGroup } = this.environment;
    const platform = new Platform(this, "platform:", { environment: this.environment });
    const identities = new Identities(this, "identities:", {
      environment: this.environment,
      cluster: platform.cluster,
      // The platform's stack has created the group, or found it.
      resourceGroupName: () => resourceGroup.name,
    });
    for (const vault of vaults) {
      identities.grantAccess(vault, platform.vaultId(vault.name));
    }
    this.finish(platform.cluster.issuer, identities);
  }
}
