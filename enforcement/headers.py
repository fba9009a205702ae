"""Headers of every answer that the product writes itself."""

PERMISSIONS = "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=(), browsing-topics=()"
PUBLIC = ("/static/", "/favicon.ico")


class Headers:
    """Says what a page may use of the device, and that nothing a person sees is kept by browser or proxy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if not request.path.startswith(PUBLIC):
            answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer
