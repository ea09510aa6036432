namespace Ting.Server.Platform.Api;

/// <summary>Says back the caller's X-Request-Id, or gives the request one, so that both sides can name it later.</summary>
internal sealed class RequestIds(RequestDelegate next, TimeProvider clock)
{
    private const string Header = "X-Request-Id";
    private const int MostCharacters = 100;

    public Task InvokeAsync(HttpContext http)
    {
        var given = http.Request.Headers[Header].ToString();
        var id = given.Length is > 0 and <= MostCharacters && given.All(character => character is > ' ' and < '\x7f')
            ? given
            : Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        http.TraceIdentifier = id;
        http.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            context.Response.Headers[Header] = context.TraceIdentifier;
            return Task.CompletedTask;
        }, http);
        return next(http);
    }
}
