/**
 * Why a JSON pointer leads nowhere in a document; nothing where it leads somewhere. Only what is JSON is walked: fields of
 * an object that are its own, and items of a list by their number.
 *
 * @param mayBeNew whether the last step may be a field, or the place in a list, that is not there yet
 * @see https://www.rfc-editor.org/rfc/rfc6901
 */
export function faultOf(document: unknown, pointer: string, mayBeNew: boolean): string | undefined {
  const steps = pointer.split("/").slice(1);
  let value = document;
  for (const [index, written] of steps.entries()) {
    const step = unescaped(written);
    const at = `/${steps.slice(0, index).join("/")}`;
    const last = index === steps.length - 1;
    if (Array.isArray(value)) {
      const isNumber = /^(0|[1-9]\d*)$/.test(step);
      if (last && mayBeNew && (step === "-" || (isNumber && Number(step) === value.length))) {
        return undefined;
      }
      if (!isNumber || Number(step) >= value.length) {
        return `the list at ${at} has no item ${JSON.stringify(step)}`;
      }
      value = value[Number(step)];
    } else if (typeof value === "object" && value !== null) {
      if (last && mayBeNew && step !== "__proto__") {
        return undefined;
      }
      if (!Object.hasOwn(value, step)) {
        return `there is no field ${JSON.stringify(step)} at ${at}`;
      }
      value = (value as Record<string, unknown>)[step];
    } else {
      return `what is at ${at} has no fields`;
    }
  }
  return undefined;
}

function unescaped(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
