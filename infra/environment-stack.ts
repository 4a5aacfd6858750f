import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  type Binding,
  ProblemsError,
  partForStack,
  problem,
  quote,
  type ResolvedEnvironment,
  type ResolvedStack,
  within,
} from "../model/index.js";
import { escaped } from "./escape.js";
import type { Identities } from "./identities.js";
import { applyOverrides } from "./overrides.js";
import { addProviders } from "./providers.js";
import { keepState } from "./state.js";

/**
 * One stack of an environment: the platform's, or a team's.
 *
 * Ids of constructs hold a colon, which no Terraform identifier may: the output, whose id a person can choose, never
 * meets one of them.
 */
export abstract class EnvironmentStack extends TerraformStack {
  protected readonly environment: ResolvedEnvironment;
  private readonly stack: ResolvedStack;
  private readonly overrides: ResolvedEnvironment["overrides"];

  constructor(scope: Construct, environment: ResolvedEnvironment, stack: ResolvedStack) {
    super(scope, stack.name);
    this.environment = escaped(partForStack(environment, stack));
    this.stack = stack;
    this.overrides = environment.overrides;
  }

  /**
   * What the stack ends with, once everything else is in it.
   *
   * @param register resource providers to register besides those of the stack's own resources
   */
  protected finish(issuer: string, identities: Identities, register: readonly string[] = []): void {
    const { name, outputName, tenantId, subscriptionId, resourceGroup } = this.environment;
    const value: Binding = {
      environment: name,
      ...(this.stack.team !== undefined && { team: this.stack.team }),
      tenantId,
      subscriptionId,
      resourceGroup: resourceGroup.name,
      issuer,
      identities: identities.bound(),
    };
    new TerraformOutput(this, outputName, {
      description: "What the Kubernetes half needs to know of this one; bindings/ keeps it.",
      value,
    });
    addProviders(this, this.environment, this.stack, register);
    keepState(this, this.environment, this.stack);
  }

  override toTerraform(): ReturnType<TerraformStack["toTerraform"]> {
    const terraform = super.toTerraform();
    const lost = applyOverrides(terraform, this.overrides);
    if (lost.length > 0) {
      throw new ProblemsError(
        lost.map(({ address, path }) =>
          problem({
            rule: "match-override",
            message: `path ${quote(path)} leads nowhere in ${quote(address)}`,
            at: within(this.environment.name, "overrides", address, path),
            allowed: "arguments of blocks by name, entries of lists by position, up to one behind the last",
            fix: "read the resource in cdk.tf.json, and set the block or the list as a whole if need be",
          }),
        ),
      );
    }
    return terraform;
  }
}
