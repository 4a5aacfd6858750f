import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { builtInRoles, controlPlaneName } from "../model/index.js";
import { type Networks, type SubnetReference, subnetLogicalId } from "./network.js";

/** Settings of {@link ControlPlane}. */
export interface ControlPlaneProps {
  /** Name of the cluster. */
  readonly cluster: string;
  readonly location: string;
  readonly resourceGroupName: string;
  readonly networks: Networks;
  /** The subnets that the cluster's nodes and pods live in, each once. */
  readonly subnets: readonly SubnetReference[];
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The identity of a cluster in a given network. In a network of its own making a cluster's own identity has every right;
 * in a given one somebody has to grant it before the cluster is there, which takes an identity older than the cluster.
 */
export class ControlPlane extends Construct {
  /** ARM id of the identity. */
  readonly id: string;
  /** What it must have been granted before the cluster is made. */
  readonly roles: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ControlPlaneProps) {
    super(scope, id);
    const { cluster, location, resourceGroupName, networks, subnets, tags } = props;
    const identity = new UserAssignedIdentity(this, "Resource", {
      name: controlPlaneName(cluster),
      location,
      resourceGroupName,
      tags,
    });
    identity.overrideLogicalId("cluster__control-plane");
    this.id = identity.id;
    this.roles = subnets.map((subnet) => {
      const role = new RoleAssignment(this, `subnet:${subnet.network}:${subnet.name}`, {
        scope: networks.subnetId(subnet),
        roleDefinitionName: builtInRoles.networkContributor,
        principalId: identity.principalId,
        principalType: "ServicePrincipal",
      });
      // No vault, whose name begins other roles, begins with an underscore.
      role.overrideLogicalId(`_control-plane_${subnetLogicalId(subnet)}`);
      return role;
    });
  }
}
