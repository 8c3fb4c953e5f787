// What a component is made to tell of touches.

/** A touch at the top of a component: its own handler first, then whoever listens on its tag. */
function telling(methods) {
  methods[TELL.method] = function (event) {
    const own = this[(event.currentTarget.dataset || {})[TELL.data + event.type.toLowerCase()]];
    if (typeof own === "function") own.call(this, event);
    tell(this, event.type, event.detail, event);
  };
}
