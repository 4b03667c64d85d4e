"""How the class's pages look: large enough for a projector, calm, and readable without colour."""

STYLE = """
.gt-class { max-width: 60rem; margin: 0 auto; padding: 1.2rem 1.2rem 4rem; color: #1d1d1f;
  font: 18px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
body { background: #faf8f3; }
.gt-class h1 { font-size: 2rem; line-height: 1.2; font-weight: 650; margin: .3em 0; }
.gt-class h2 { font-size: 1.3rem; line-height: 1.3; font-weight: 650; margin: 1.6em 0 .4em; }
.gt-class h3 { font-size: 1.1rem; line-height: 1.35; font-weight: 650; margin: 0 0 .4em; }
.gt-class p { margin: .5em 0; }
.gt-class .lead { font-size: 1.25rem; color: #3c4043; }
.gt-class .quiet { color: #5f6368; font-size: .95rem; }
.gt-class a { color: #005a8c; }
.gt-class ol { padding-left: 1.4em; margin: .5em 0; }
.gt-class ol li { margin: .25em 0; }
.gt-class button { font: inherit; padding: .5em 1.3em; border: 1.5px solid #1d1d1f;
  border-radius: 6px; background: #1d1d1f; color: #fff; cursor: pointer; }
.gt-class button.second { background: #fff; color: #1d1d1f; }
.gt-class button:disabled { opacity: .5; cursor: default; }
.gt-class :focus-visible { outline: 3px solid #0072B2; outline-offset: 2px; }
.gt-class input[type=text] { font: inherit; padding: .4em .6em; border: 1.5px solid #5f6368;
  border-radius: 6px; background: #fff; margin: 0 .6em; }
.gt-class fieldset { border: 1px solid #c9ccd1; border-radius: 8px; background: #fff;
  padding: .8rem 1.1rem 1rem; margin: 0 0 1rem; min-width: 0; }
.gt-class legend { float: left; width: 100%; font-weight: 650; padding: 0 0 .3em; }
.gt-class legend + * { clear: both; }
.gt-class .answer { display: flex; gap: .6em; align-items: baseline; padding: .3em .4em;
  border-radius: 6px; cursor: pointer; }
.gt-class .answer:hover { background: #f3f4f6; }
.gt-class .answer input { width: 1.1em; height: 1.1em; flex: none; accent-color: #1d1d1f; }
.gt-class .card { border: 1px solid #c9ccd1; border-left: 6px solid #5f6368; border-radius: 8px;
  background: #fff; padding: 1rem 1.2rem; margin: 0 0 1.2rem; }
.gt-class .supported { border-left-color: #0072B2; }
.gt-class .contradicted { border-left-color: #D55E00; border-left-style: double; }
.gt-class .undetermined { border-left-style: dashed; }
.gt-class .verdict { font-weight: 650; }
.gt-class .title-verdict { border: 1.5px solid #1d1d1f; border-radius: 8px; background: #fff;
  padding: 1rem 1.2rem; margin: 1.2rem 0; }
.gt-class .cannot { background: #f3f0e6; border-radius: 8px;
  padding: .8rem 1.2rem; margin: 1.2rem 0; }
.gt-class .alert { color: #8a2a00; font-weight: 650; min-height: 1.5em; }
.gt-class .exercises { list-style: none; padding: 0; }
.gt-class .exercises li { margin: 0 0 .8rem; }
.gt-class dl.two { display: grid; grid-template-columns: max-content 1fr;
  gap: .2em 1em; margin: .4em 0; }
.gt-class dt { color: #5f6368; }
.gt-class dd { margin: 0; }
.gt-class progress { width: 100%; height: 1rem; accent-color: #0072B2; }
.gt-class .chart { width: 100%; }
.gt-class table { border-collapse: collapse; width: 100%; background: #fff; font-size: .95rem; }
.gt-class caption { text-align: left; font-weight: 650; padding: .3em 0; }
.gt-class th, .gt-class td { text-align: left; padding: .35em .6em;
  border-bottom: 1px solid #dcdfe4;
  vertical-align: top; font-weight: 400; }
.gt-class thead th { font-weight: 650; border-bottom-color: #5f6368; }
.gt-class .scroll { overflow: auto; max-height: 26rem; }
.gt-class summary { cursor: pointer; color: #005a8c; padding: .2em 0; }
.gt-class .row { display: flex; flex-wrap: wrap; gap: .8rem; align-items: center; margin: .8rem 0; }
.gt-class .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
"""
