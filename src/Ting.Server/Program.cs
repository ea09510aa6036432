using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ting.Server.App;
using Ting.Server.Platform.Localisation;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Services.AddSingleton(TimeProvider.System).AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
builder.Services.AddLocalisation().AddErrorPages();
builder.Services.AddRazorComponents();

var app = builder.Build();
app.UseRequestLocalization();
app.UseErrorPages();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapPreferences();
app.MapRazorComponents<AppRoot>();
await app.RunAsync();
