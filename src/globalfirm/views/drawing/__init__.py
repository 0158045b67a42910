"""What the card's media share: what there is to tell of a firm, the palette, and the pictures, a module each."""
