// Lines and dots on a canvas, for the pictures that are drawn without WebGL.
(function () {
  /**
   * A trace as a line, broken at null; `place` says where its points are on the canvas.
   * @type {Lossfold["canvasPen"]["line"]}
   */
  function line(pen, trace, place, colour, width) {
    pen.beginPath();
    let drawing = false;
    for (let k = 0; k < trace.x.length; k++) {
      const [x, y, z] = [trace.x[k], trace.y[k], trace.z[k]];
      if (x === null || y === null || z === null) drawing = false;
      else {
        pen[drawing ? "lineTo" : "moveTo"](...place(x, y, z));
        drawing = true;
      }
    }
    Object.assign(pen, { strokeStyle: colour, lineWidth: width, lineJoin: "round" });
    pen.stroke();
  }

  /** The points of a trace as dots with a rim. @type {Lossfold["canvasPen"]["dots"]} */
  function dots(pen, trace, place, { fill, rim, radius, width }) {
    for (let k = 0; k < trace.x.length; k++) {
      const [x, y, z] = [trace.x[k], trace.y[k], trace.z[k]];
      if (x === null || y === null || z === null) continue;
      pen.beginPath();
      pen.arc(...place(x, y, z), radius, 0, 7);
      Object.assign(pen, { fillStyle: fill, strokeStyle: rim, lineWidth: width });
      pen.fill();
      pen.stroke();
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, canvasPen: { line, dots } };
})();
