"""What watches over an open register: idle hands, sleep, the clipboard; is there a screen."""
