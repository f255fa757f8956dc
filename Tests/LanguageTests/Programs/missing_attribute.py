class A:
    def m(self):
        return self.foo
A().m()
