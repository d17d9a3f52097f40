/* Runs as it stands, in every browser there is: no syntax after ES5. It says why the page does not start, where it cannot. */
(function () {
  function isStarted() {
    return !document.querySelector('[data-skeleton]');
  }

  function say(reason) {
    function show() {
      var section = document.getElementById('cannot-start');
      if (!section || isStarted()) return;
      var parts = section.querySelectorAll('[data-for]');
      for (var index = 0; index < parts.length; index += 1) {
        if (parts[index].getAttribute('data-for') !== reason) parts[index].setAttribute('hidden', '');
      }
      section.removeAttribute('hidden');
      document.querySelector('[data-skeleton]').setAttribute('hidden', '');
      /* The frame is as high as the screen, to keep what comes after it at the foot. */
      document.querySelector('.shell').style.minBlockSize = '0';
    }
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', show);
    else show();
  }

  /* Names that the oldest browsers of the floor brought: modules, replaceAll (Chrome 85), replaceChildren (Chrome 86, Safari 14,
     Firefox 78). */
  if (
    !('noModule' in document.createElement('script')) ||
    !String.prototype.replaceAll ||
    !Element.prototype.replaceChildren
  ) {
    say('old');
    return;
  }

  window.addEventListener(
    'error',
    function (event) {
      var from = event.filename || (event.target && event.target.src) || '';
      if (from.indexOf(location.origin + '/assets/') === 0) say('failed');
    },
    true,
  );
  window.addEventListener('unhandledrejection', function () {
    say('failed');
  });
})();
