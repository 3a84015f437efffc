/**
 * Where the focus goes when a menu or list closes: back to its button for whoever works by keyboard, nowhere for whoever
 * clicked, so that the next Delete or arrow key goes to the canvas.
 */
export const focusAfter = (closedBy: string): boolean => closedBy === 'keyboard';
