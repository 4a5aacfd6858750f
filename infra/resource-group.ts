import { DataAzurermResourceGroup } from "@cdktf/provider-azurerm/lib/data-azurerm-resource-group/index.js";
import { ResourceGroup as ResourceGroupResource } from "@cdktf/provider-azurerm/lib/resource-group/index.js";
import { Construct } from "constructs";

/** Settings of {@link ResourceGroup}. */
export interface ResourceGroupProps {
  /** `new` to create the group, `existing` to read it. */
  readonly origin: "new" | "existing";
  readonly name: string;
  readonly location: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The resource group of everything the environment creates. */
export class ResourceGroup extends Construct {
  /** Name of the group; using it waits for the group. */
  readonly groupName: string;

  constructor(scope: Construct, id: string, { origin, name, location, tags }: ResourceGroupProps) {
    super(scope, id);
    const group =
      origin === "new"
        ? new ResourceGroupResource(this, "Resource", { name, location, tags })
        : new DataAzurermResourceGroup(this, "Resource", { name });
    group.overrideLogicalId("environment");
    this.groupName = group.name;
  }
}
