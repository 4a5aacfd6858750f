import { textIn } from "../reading/json.js";
import { blocksIn } from "./blocks.js";
import type { Resource } from "./resource.js";
import type { Backend, Stack } from "./stack.js";

/** Finds the stacks that others read the state of. */
export class RemoteStates {
  private readonly byState = new Map<string, Stack>();
  private readonly byOutput: ReadonlyMap<string, readonly Stack[]>;
  private readonly openByOutput: ReadonlyMap<string, readonly Stack[]>;

  constructor(stacks: readonly Stack[]) {
    const open: Stack[] = [];
    for (const stack of stacks) {
      const identity = stack.backend && identityOf(stack.backend);
      if (identity === undefined) {
        open.push(stack);
      } else {
        this.byState.set(identity, stack);
      }
    }
    this.byOutput = byOutput(stacks);
    this.openByOutput = byOutput(open);
  }

  /**
   * The stack whose state a `terraform_remote_state` reads: the one that keeps it there. Where either side leaves the
   * place of the state open, it is the only other stack that has such an output.
   */
  stackOf(remote: Resource, output: string): Stack | undefined {
    const identity = identityOf({
      type: textIn(remote.attributes, "backend") ?? "",
      config: blocksIn(remote.attributes, "config")[0] ?? {},
    });
    const stated = identity === undefined ? undefined : this.byState.get(identity);
    if (stated !== undefined) {
      return stated;
    }
    const candidates = identity === undefined ? this.byOutput : this.openByOutput;
    const [first, second, third] = candidates.get(output) ?? [];
    const others = [first, second].filter((stack) => stack !== undefined && stack.name !== remote.stack);
    return third === undefined && others.length === 1 ? others[0] : undefined;
  }
}

function byOutput(stacks: readonly Stack[]): ReadonlyMap<string, readonly Stack[]> {
  const found = new Map<string, Stack[]>();
  for (const stack of stacks) {
    for (const output of stack.modules.get("")?.outputs.keys() ?? []) {
      const having = found.get(output) ?? [];
      having.push(stack);
      found.set(output, having);
    }
  }
  return found;
}

/**
 * What tells a state from all others of its kind of backend.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/azurerm
 */
const IDENTIFYING: ReadonlyMap<string, readonly string[]> = new Map([
  ["azurerm", ["storage_account_name", "container_name", "key"]],
  ["local", ["path"]],
]);

/** Undefined where a part of it is left to the command line, or is an expression. */
function identityOf({ type, config }: Backend): string | undefined {
  const names = IDENTIFYING.get(type);
  const values = names?.map((name) => textIn(config, name));
  if (values === undefined || values.some((value) => value === undefined || value.includes("${"))) {
    return undefined;
  }
  return JSON.stringify([type, ...values]);
}
