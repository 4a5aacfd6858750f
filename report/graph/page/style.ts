/** The page's style. Its colours follow the reader's light or dark scheme. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --stage: #f5f6f8; --text: #1a1f26; --soft: #57606a; --line: #d0d6de; --edge: #8995a3;
  --broken: #c41e1e; --broken-fill: #fdecec; --unchecked: #737b86; --warning: #8a5a00; --warning-fill: #fff6e0;
  --accent: #0b57d0; --accent-fill: #e3edfd; --faint: #bcc3cc; --fainter: #e2e6eb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #171a1f; --stage: #0f1216; --text: #e5e9ee; --soft: #9aa4b0; --line: #3a424c; --edge: #6b7785;
    --broken: #ff6a61; --broken-fill: #3a1716; --unchecked: #98a1ac; --warning: #e8b54a; --warning-fill: #33270b;
    --accent: #7ab0ff; --accent-fill: #172b4a; --faint: #464e59; --fainter: #20252c;
  }
}
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; background: var(--page); color: var(--text);
  font: 14px/1.45 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 16px; padding: 8px 16px;
  border-bottom: 1px solid var(--line); }
h1 { margin: 0 auto 0 0; font-size: 16px; }
h2 { margin: 0 0 4px; font-size: 15px; overflow-wrap: anywhere; }
h3 { margin: 16px 0 4px; font-size: 13px; color: var(--soft); }
p { margin: 0 0 6px; }
ul { margin: 0; padding: 0; list-style: none; }
input[type="search"] { width: 220px; padding: 4px 8px; font: inherit; color: inherit; background: var(--stage);
  border: 1px solid var(--line); border-radius: 6px; }
#count { min-width: 90px; color: var(--soft); }
button { padding: 3px 9px; font: inherit; color: inherit; background: var(--stage); border: 1px solid var(--line);
  border-radius: 6px; cursor: pointer; }
button:hover { border-color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
main { flex: 1; display: flex; min-height: 0; }
#stage { flex: 1; min-width: 0; overflow: auto; background: var(--stage); outline: none; }
#stage > p { padding: 24px; }
#graph { display: block; }
aside { width: 340px; flex: none; overflow: auto; padding: 14px 16px; border-left: 1px solid var(--line); }
[hidden] { display: none !important; }

.node { cursor: pointer; outline: none; }
.node rect { fill: var(--page); stroke: var(--line); stroke-width: 1.2; }
.node text { fill: var(--text); font: 12px ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono",
  monospace; pointer-events: none; }
.node .sign { font-weight: 700; font-size: 13px; text-anchor: middle; }
.node.gap.broken rect { stroke-dasharray: 4 3; }
.node.unchecked rect { stroke: var(--unchecked); stroke-dasharray: 2 3; }
.node.unchecked .sign { fill: var(--unchecked); }
.node.remarked rect { fill: var(--warning-fill); stroke: var(--warning); }
.node.remarked .sign { fill: var(--warning); }
.node.broken rect { fill: var(--broken-fill); stroke: var(--broken); stroke-width: 1.6; }
.node.broken .sign { fill: var(--broken); }
.node:hover rect, .node.lit rect { stroke: var(--accent); }
.node.lit.broken rect { stroke: var(--broken); stroke-width: 2; }
.node[aria-pressed="true"] rect { stroke: var(--accent); stroke-width: 3; }
.node:not(.broken)[aria-pressed="true"] rect { fill: var(--accent-fill); }
.node:focus-visible rect { stroke: var(--accent); stroke-width: 3; }
.edge { fill: none; stroke: var(--edge); stroke-width: 1.4; }
.edge.lit { stroke: var(--accent); stroke-width: 2.2; }
.edge.unchecked { stroke: var(--unchecked); stroke-dasharray: 2 4; }
.edge.broken { stroke: var(--broken); stroke-width: 2.2; stroke-dasharray: 9 4; }
.edge.broken.lit { stroke-width: 3; }
.mark { fill: none; stroke: var(--broken); stroke-width: 2.6; stroke-linecap: round; }
.fading .node:not(.lit) text { fill: var(--faint); }
.fading .node:not(.lit) rect { fill: var(--stage); stroke: var(--fainter); }
.fading .edge:not(.lit), .fading .mark:not(.lit) { stroke: var(--fainter); }
.out { display: none; }
.bar { fill: var(--stage); }
.rule { fill: none; stroke: var(--line); }
.owner { fill: var(--soft); font: 600 11px system-ui, sans-serif; }
.head { fill: var(--text); font: 600 12px system-ui, sans-serif; }

.state { display: inline-block; padding: 0 7px; border: 1px solid currentColor; border-radius: 9px; font-size: 12px; }
.state.broken, .remark.error strong { color: var(--broken); }
.state.not-checked, .remark.not-checked strong, .remark.excepted strong { color: var(--soft); }
.remark.warning strong { color: var(--warning); }
.remark { margin: 0 0 10px; padding: 0 0 0 10px; border-left: 3px solid var(--line); overflow-wrap: anywhere; }
.remark.error { border-color: var(--broken); }
.remark.warning { border-color: var(--warning); }
.place, code, .way, .link, dd { font: 12px/1.45 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.place { color: var(--soft); }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 10px; margin: 8px 0; overflow-wrap: anywhere; }
dt { color: var(--soft); font-size: 12px; }
dd { margin: 0; }
.way, .link { display: block; width: 100%; margin: 0 0 4px; text-align: left; overflow-wrap: anywhere; }
.way.broken { border-color: var(--broken); border-left-width: 4px; }
.way[aria-pressed="true"] { background: var(--accent-fill); border-color: var(--accent); }
.legend { margin-top: 20px; padding-top: 2px; border-top: 1px solid var(--line); color: var(--soft); }
.legend li { display: flex; align-items: center; gap: 10px; }
kbd { padding: 0 4px; font-size: 12px; border: 1px solid var(--line); border-radius: 4px; }
@media (max-width: 800px) {
  main { flex-direction: column; }
  aside { width: auto; max-height: 45%; border-left: 0; border-top: 1px solid var(--line); }
}
@media (forced-colors: active) {
  .edge.broken, .mark { stroke: Mark; }
}
`;
