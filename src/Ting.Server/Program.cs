using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ting.Server.App;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Services.AddSingleton(TimeProvider.System).AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
builder.Services.AddLocalization();
builder.Services.AddRazorComponents();

var app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<AppRoot>();
await app.RunAsync();
