// GreenForum
