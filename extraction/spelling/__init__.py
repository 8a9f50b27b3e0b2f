"""What misread words were: letters and digits confused, and how alike two words look."""
