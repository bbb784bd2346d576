// A page that says so follows the files: when something was saved, it is fetched again, and what it shows is put in its place.
'use strict';
(() => {
  const find = (page) => page.querySelector('[data-changes]');
  const first = find(document);
  if (!first || !window.EventSource || !window.fetch) return;
  let source = null;
  let since = first.dataset.since;
  let isBusy = false, isBehind = false;

  const say = (word) => { const place = find(document); if (place) place.textContent = word; };

  const renew = async () => {
    if (isBusy) { isBehind = true; return; }
    isBusy = true;
    try {
      do {
        isBehind = false;
        const answer = await fetch(location.href, { credentials: 'same-origin', redirect: 'error' });
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const [from, to] = [page.querySelector('main'), document.querySelector('main')];
        if (!from || !find(page)) { location.reload(); return; }
        const focused = document.activeElement && document.activeElement.id;
        to.replaceChildren(...from.childNodes);
        document.title = page.title;
        if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
        const words = find(document).dataset;
        setTimeout(() => say(`${words.changed} ${new Date().toLocaleTimeString(document.documentElement.lang)}`), 50);
      } while (isBehind);
    } catch (_) {
      // The daemon is down, or going: the page stays as it is, and the next event brings it up to date.
    } finally {
      isBusy = false;
    }
  };

  const open = () => {
    source = new EventSource(`${find(document).dataset.changes}?since=${encodeURIComponent(since)}`);
    source.addEventListener('changed', (event) => { since = event.lastEventId; renew(); });
    say(find(document).dataset.following);
  };
  const close = () => { source?.close(); source = null; };

  // A window that nobody sees holds no connection; when it is seen again, it asks what it missed.
  document.addEventListener('visibilitychange', () => { if (document.hidden) close(); else if (!source) open(); });
  window.addEventListener('pagehide', close);
  if (!document.hidden) open();
})();
