import { type ITerraformDependable, TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** Settings of {@link Sleep}. */
export interface SleepProps {
  /** A Go duration. */
  readonly duration: string;
  readonly dependsOn: ITerraformDependable[];
  /** Values that a change of makes it wait again. */
  readonly triggers: Readonly<Record<string, string>>;
}

/** A wait after something was created, as `time_sleep`: once, and again where what it waits for is replaced. */
export class Sleep extends TerraformResource {
  private readonly props: SleepProps;

  constructor(scope: Construct, id: string, props: SleepProps) {
    super(scope, id, {
      terraformResourceType: "time_sleep",
      terraformGeneratorMetadata: { providerName: "time" },
      dependsOn: props.dependsOn,
    });
    this.props = props;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { create_duration: this.props.duration, triggers: this.props.triggers };
  }
}

/** The time provider, which has no settings. */
export class TimeProvider extends TerraformProvider {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      terraformResourceType: "time",
      terraformProviderSource: "hashicorp/time",
      terraformGeneratorMetadata: { providerName: "time" },
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return {};
  }
}
