// A page that says so follows the files, or what the daemon does: when something has changed, it is fetched again, and what
// it shows is put in its place. Of what the daemon does, not while somebody is at something in it, or has begun to fill in
// a form that does something.
'use strict';
(() => {
  const find = (page) => page.querySelector('[data-changes]');
  const first = find(document);
  if (!first || !window.EventSource || !window.fetch) return;
  let source = null;
  let since = first.dataset.since;
  let isBusy = false, isBehind = false, isTouched = false, isOld = false;

  const isUsed = () => {
    const [main, active] = [document.querySelector('main'), document.activeElement];
    return isTouched || (active !== main && main.contains(active));
  };
  document.addEventListener('input', (event) => { if (event.target.form?.method === 'post') isTouched = true; });
  document.addEventListener('focusout', () => setTimeout(() => { if (isOld && !isUsed()) renew(); }, 0));

  const say = (word) => { const place = find(document); if (place) place.textContent = word; };

  const renew = async () => {
    if (isBusy) { isBehind = true; return; }
    if (find(document).dataset.touched && isUsed()) { isOld = true; say(find(document).dataset.touched); return; }
    isOld = false;
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

  // A window that nobody sees holds no connection; when it is seen again, it asks what it missed, or does not know.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) close(); else if (!source) { open(); if (!since) renew(); }
  });
  window.addEventListener('pagehide', close);
  if (!document.hidden) open();
})();
