"""简易程序: decided and handed over in one visit (第五十一条 to 第五十三条)."""
