using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Products;

/// <summary>The table of contents of this folder: what the shop sells, as far as a desk must know it.</summary>
internal static class ProductsFeature
{
    public static IServiceCollection AddProducts(this IServiceCollection services) => services
        .AddRefusalTexts<ProductsText>()
        .AddKept(ProductBook.ReadAsync, typeof(Product))
        .AddScoped<SaveProduct.Handler>();

    public static void MapProductsApi(this IEndpointRouteBuilder api) => SaveProduct.Map(api);
}
