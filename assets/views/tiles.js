// Surfaces side by side, turned by one hand. At most four of them live, beside the page's own; what is beyond them is a
// picture.
(function () {
  const LIVE = 4;

  class Tiles {
    /** @type {Tile[]} */
    all = [];
    awake = true;
    printing = false;
    /** The camera of all tiles. @type {Camera | null} */
    eye = null;
    /** @type {Scene} */
    scene;

    /**
     * @param {HTMLElement} place
     * @param {Pick<Host, "camera" | "plotly">} host
     */
    constructor(place, host) {
      this.host = host;
      this.grid = document.createElement("div");
      this.grid.className = "gallery";
      place.append(this.grid);
      place.classList.add("gallery-body");
    }

    /**
     * So many tiles of a scene, in place of those that there are.
     * @param {Frame} frame
     * @param {number} count
     * @param {number} columns
     */
    build(frame, count, columns) {
      this.close();
      this.grid.replaceChildren();
      this.scene = frame.scene;
      this.all = Array.from({ length: count }, (_, k) => this.tile(frame, k < LIVE));
      this.grid.style.setProperty("--columns", String(columns));
    }

    /**
     * @param {Frame} frame
     * @param {boolean} live
     * @returns {Tile}
     */
    tile(frame, live) {
      const figure = document.createElement("figure");
      const element = document.createElement("div");
      element.className = "cell";
      element.tabIndex = 0;
      element.setAttribute("role", "img");
      const picture = document.createElement("canvas");
      picture.className = "cell-picture";
      const caption = document.createElement("figcaption");
      figure.append(element, picture, caption);
      this.grid.append(figure);
      const options = { theme: frame.theme, knob: frame.knob, wireframe: frame.wireframe };
      const landscape = new lossfold.landscape.Landscape(element, frame.scene, options);
      const tile = { element, picture, caption, landscape, live };
      this.listen(tile);
      if (live && this.awake) this.mount(tile);
      return tile;
    }

    /** @param {Tile} tile */
    listen(tile) {
      const { element, landscape } = tile;
      const turned = () => this.link(tile);
      const soon = () => requestAnimationFrame(turned);
      element.addEventListener("pointermove", ({ buttons }) => buttons && soon(), { passive: true });
      element.addEventListener("wheel", soon, { passive: true });
      // The wheel goes on scrolling whoever passes over a tile: it zooms one that was clicked, or under Ctrl or ⌘.
      const quietly = { preventScroll: true, focusVisible: false };
      element.addEventListener("pointerdown", () => element.focus(quietly), { capture: true });
      element.addEventListener("wheel", (event) => {
        if (!event.ctrlKey && !event.metaKey && !element.contains(document.activeElement)) event.stopPropagation();
      }, { capture: true, passive: true });
      element.addEventListener("landscape:camera", turned);
      element.addEventListener("landscape:lost", () => this.sleep());
      const keyed = (/** @type {Camera} */ camera) => this.turn(camera);
      lossfold.cameraKeys.listen(element, () => landscape.scene, () => this.camera(tile), keyed);
    }

    /** @param {Tile} tile */
    camera({ landscape }) {
      return landscape.plot ? landscape.camera() : this.view();
    }

    view() {
      this.eye ??= structuredClone(this.host.camera() || lossfold.cameraKeys.standard(this.scene));
      return this.eye;
    }

    /** @param {Tile} tile */
    async mount(tile) {
      // Built while the board wakes, a tile is asked for twice.
      if (tile.mounting) return;
      tile.mounting = true;
      await this.host.plotly();
      const can = tile.element.isConnected && lossfold.webgl.isAvailable();
      if (can) await tile.landscape.mount(structuredClone(this.view()));
      tile.mounting = false;
      if (!can) return;
      if (!this.all.includes(tile)) {
        if (tile.landscape.plot) tile.landscape.release();
        return;
      }
      tile.picture.hidden = !this.printing;
      tile.landscape.refit();
    }

    /** @param {Tile} tile */
    link(tile) {
      if (tile.landscape.plot) this.turn(tile.landscape.camera(), tile);
    }

    /**
     * One camera for all.
     * @param {Camera} camera
     * @param {Tile} [from]
     */
    turn(camera, from) {
      this.eye = structuredClone(camera);
      for (const tile of this.all) {
        if (tile === from) continue;
        const { landscape } = tile;
        if (landscape.plot && landscape.alive()) lossfold.plotlyInternals.look(landscape.plot, structuredClone(camera));
        else this.paint(tile);
      }
    }

    /** The picture, where no surface lives. @param {Tile} tile */
    paint({ landscape, picture }) {
      if (landscape.plot && !this.printing) return;
      lossfold.snapshot.paint(picture, landscape, this.view(), { paper: this.printing });
    }

    /** On paper the pictures stand in for the surfaces. @param {boolean} on */
    print(on) {
      this.printing = on;
      for (const tile of this.all) {
        tile.picture.hidden = Boolean(tile.landscape.plot) && !on;
        this.paint(tile);
      }
    }

    sleep() {
      this.awake = false;
      for (const tile of this.all) {
        if (!tile.landscape.plot) continue;
        tile.landscape.release();
        tile.element.replaceChildren();
        tile.picture.hidden = false;
        this.paint(tile);
      }
    }

    wake() {
      this.awake = true;
      for (const tile of this.all) if (tile.live && !tile.landscape.plot) this.mount(tile);
    }

    close() {
      const old = this.all;
      this.all = [];
      for (const { landscape } of old) if (landscape.plot) landscape.release();
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, tiles: { Tiles } };
})();
